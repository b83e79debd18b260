import type { QueryClient } from '@tanstack/react-query';
import { sendText } from '#contract/courier/texts.ts';
import { type Certain, certain, type Watch } from '../client/certain.ts';
import type { IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { aboutMeeting, foundAtMeeting, renewSent } from './sent-by-courier.ts';

/** A text message about a meeting. */
export interface TextOfMeeting extends IdempotencyKey {
  /** UUID. */
  readonly meeting: string;
  /** UUID of the account that pays for it. */
  readonly account: string;
  /** In international form. */
  readonly phone: string;
  readonly text: string;
}

/**
 * Sends a text message, once; the gateway refuses it to anyone who has not agreed. When the response is lost, the gateway
 * looks for the message; what nobody knows may have been sent.
 */
export async function sendTextOfMeeting(
  queryClient: QueryClient,
  given: TextOfMeeting,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { meeting, account, phone, text, key } = given;
  const attributes = { 'account-id': account, target: phone, message: text };
  const body = { data: { type: 'texts' as const, attributes } };
  const send = () => write(sendText, { body, ...aboutMeeting(meeting, given) });
  const result = await certain<unknown>(send, foundAtMeeting(meeting, key), watch);
  await renewSent(queryClient);
  return result;
}
