import type { QueryClient } from '@tanstack/react-query';
import { sendMessage } from '#contract/chat2desk/messages.ts';
import { createTicket } from '#contract/chat2desk/tickets.ts';
import { sendUserEmail } from '#contract/courier/emails.ts';
import { sendText } from '#contract/courier/texts.ts';
import { retryHeader } from '#contract/gateway/sent.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { readSentEntry, type SentEntry } from '../gateway/sent.ts';
import { renewed } from '../gateway/sent-actions.ts';

/** An entry that is known not to have happened, and what it sent. */
export interface SentAgain extends IdempotencyKey {
  readonly entry: Pick<SentEntry, 'id' | 'operation'>;
  readonly body: unknown;
  /** Of the system's operation, with what it was about. */
  readonly path: string | undefined;
}

/** Whether an entry can be sent again from here: the gateway says that it may be, and this version knows how. */
export const canSendAgain = ({ canRetry, operation }: SentEntry): boolean =>
  canRetry && Object.hasOwn(senders, operation);

/**
 * Sends again what did not happen, under a new key and tied to its entry: the gateway does so once, whoever asks and from
 * wherever.
 */
export async function sendAgain(
  queryClient: QueryClient,
  again: SentAgain,
  watch: Watch,
): Promise<Certain<unknown>> {
  const find: Find<unknown> = async (signal) => {
    const { retriedBy } = await readSentEntry(again.entry.id, signal);
    if (retriedBy === undefined) return 'absent';
    const entry = await readSentEntry(retriedBy, signal);
    if (entry.state === 'done') return { found: entry };
    return entry.state === 'refused' || entry.state === 'not-sent' ? 'absent' : 'unseen';
  };
  const send = senders[again.entry.operation];
  if (!send) throw new TypeError(`${again.entry.operation} cannot be sent again`);
  const result = await renewed(queryClient, await certain<unknown>(() => send(again), find, watch));
  if (result.kind !== 'refused') void queryClient.invalidateQueries({ queryKey: conversationKeys.all });
  return result;
}

const optionsOf = (again: SentAgain) => {
  const { headers, ...options } = elevated(again);
  return { ...options, headers: { ...headers, [retryHeader]: String(again.entry.id) } };
};

const senders: Readonly<Record<string, (again: SentAgain) => Promise<Outcome<unknown>>>> = {
  sendMessage: (again) => {
    // Its id at the system is that of the request that sends it.
    const body = { ...kept<BodyOf<typeof sendMessage>>(again), external_id: again.key };
    return write(sendMessage, { body, ...optionsOf(again) });
  },
  createTicket: (again) =>
    write(createTicket, { body: kept<BodyOf<typeof createTicket>>(again), ...optionsOf(again) }),
  sendText: (again) => write(sendText, { body: kept<BodyOf<typeof sendText>>(again), ...optionsOf(again) }),
  // Its draft is still there, with its attachment.
  sendUserEmail: (again) => {
    const [, , , id = ''] = again.path?.split('/') ?? [];
    return write(sendUserEmail, { params: { id }, body: {}, ...optionsOf(again) });
  },
};

/** The gateway accepted it once, and checks it again. */
const kept = <Body>({ body }: SentAgain): Body => fields(body) as Body;
