import type { QueryClient } from '@tanstack/react-query';
import { sendText } from '#contract/courier/texts.ts';
import type { About } from '#contract/gateway/sent.ts';
import { type Certain, certain, type Watch } from '../client/certain.ts';
import type { IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { shareAFile } from '../gateway/shared-files.ts';
import { aboutMeeting, foundAtMeeting, renewSent } from './sent-by-courier.ts';

/** A text message about a meeting. */
export interface TextOfMeeting extends IdempotencyKey {
  /** UUID. */
  readonly meeting: string;
  /** What else it is about; the meeting as such where that is not said. */
  readonly about?: About | undefined;
  /** UUID of the account that pays for it. */
  readonly account: string;
  /** In international form. */
  readonly phone: string;
  /** UUID of who has it. */
  readonly individual: string;
  readonly text: string;
  /** The minutes, as a link below the text. */
  readonly pdf?: { readonly name: string; readonly content: Blob; readonly label: string } | undefined;
}

/** A text message with its link, on lines of its own: telephones find it there. */
export const withLink = (text: string, label: string, link: string): string => `${text}\n\n${label}\n${link}`;

/**
 * Sends a text message, once; the gateway refuses it to anyone who has not agreed. When the response is lost, the gateway
 * looks for the message; what nobody knows may have been sent.
 */
export async function sendTextOfMeeting(
  queryClient: QueryClient,
  given: TextOfMeeting,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { meeting, account, phone, individual, text, pdf, key, signal } = given;
  const send = async (): Promise<Outcome<unknown>> => {
    const file = pdf && { key, signal, client: individual, meeting, ...pdf };
    const shared = file && (await shareAFile(file));
    // Nothing has been sent: a link alone reaches nobody.
    if (shared && shared.kind !== 'done') return { kind: 'refused', error: shared.error };
    const message = pdf && shared ? withLink(text, pdf.label, shared.value) : text;
    const attributes = { 'account-id': account, target: phone, message };
    const body = { data: { type: 'texts' as const, attributes } };
    return write(sendText, { body, ...aboutMeeting(meeting, given, given.about) });
  };
  const result = await certain<unknown>(send, foundAtMeeting(meeting, key), watch);
  await renewSent(queryClient);
  return result;
}
