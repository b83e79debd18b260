import type { QueryClient } from '@tanstack/react-query';
import { sendMessage } from '#contract/chat2desk/messages.ts';
import { aboutHeader } from '#contract/gateway/sent.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { readMeetingSent } from '../gateway/meeting-sent.ts';
import { sentKeys } from '../gateway/sent.ts';
import { shareAFile } from '../gateway/shared-files.ts';

/** What one client gets of a meeting. */
export interface MinutesToClient extends IdempotencyKey {
  /** UUID. */
  readonly meeting: string;
  readonly client: number;
  readonly channel: number | undefined;
  readonly transport: string | undefined;
  readonly text: string;
  /** An admin's own operator; that of members is filled in by the gateway. */
  readonly operator: number | undefined;
  /** The minutes; undefined for the text alone. `inText`: the messenger carries no files, so the link is in the text. */
  readonly pdf:
    | { readonly name: string; readonly content: Blob; readonly inText: boolean; readonly label: string }
    | undefined;
}

/**
 * Sends a client what was decided in a meeting, once. When the response is lost, the gateway looks for the message; what
 * nobody knows may have been sent.
 */
export async function sendMinutes(
  queryClient: QueryClient,
  minutes: MinutesToClient,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { meeting, key } = minutes;
  const find: Find<unknown> = async (signal) => {
    const entry = (await readMeetingSent(meeting, 'chat2desk', signal)).sent.find((one) => one.key === key);
    if (!entry || entry.state === 'refused' || entry.state === 'not-sent') return 'absent';
    return entry.state === 'done' ? { found: entry } : 'unseen';
  };
  const result = await certain<unknown>(() => sendOnce(minutes), find, watch);
  void queryClient.invalidateQueries({ queryKey: sentKeys.all });
  await queryClient.invalidateQueries({ queryKey: conversationKeys.all });
  return result;
}

async function sendOnce(minutes: MinutesToClient): Promise<Outcome<unknown>> {
  const { key, meeting, client, channel, transport, text, operator, pdf } = minutes;
  const shared = pdf && (await shareAFile({ ...minutes, ...pdf }));
  // Nothing has been sent: a link alone reaches nobody.
  if (shared && shared.kind !== 'done') return { kind: 'refused', error: shared.error };
  const link = shared?.value;
  const { headers, ...options } = elevated(minutes);
  const body = {
    client_id: client,
    text: pdf?.inText ? `${text}\n\n${pdf.label}\n${link}` : text,
    type: 'to_client' as const,
    external_id: key,
    ...(link !== undefined && !pdf?.inText ? { attachment: link, attachment_filename: pdf?.name } : {}),
    ...(channel === undefined ? {} : { channel_id: channel }),
    ...(transport === undefined ? {} : { transport }),
    ...(operator === undefined ? {} : { operator_id: operator }),
  };
  const about = JSON.stringify({ meetings: [{ id: meeting }] });
  return write(sendMessage, { body, ...options, headers: { ...headers, [aboutHeader]: about } });
}
