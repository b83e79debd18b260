import type { QueryClient } from '@tanstack/react-query';
import { cancelSent, lookForSent } from '#contract/gateway/sent.ts';
import { fields } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { conversationKeys } from './follow-conversations.ts';
import { normaliseSent, readSentEntry, type SentEntry, sentKeys } from './sent.ts';

/** Something that a person does about an entry. */
export interface SentAction extends IdempotencyKey {
  readonly id: number;
}

/** Withdraws what has not left the gateway yet. Returns the entry afterwards. */
export async function cancelEntry(
  queryClient: QueryClient,
  action: SentAction,
  watch: Watch,
): Promise<Certain<SentEntry>> {
  const params = { id: String(action.id) };
  const find: Find<SentEntry> = async (signal) => {
    const entry = await readSentEntry(action.id, signal);
    return entry.state === 'not-sent' ? { found: entry } : 'absent';
  };
  const send = async () => entryOf(await write(cancelSent, { params, ...elevated(action) }));
  return renewed(queryClient, await certain(send, find, watch));
}

/** Has the gateway find out what became of an entry. Only reads at the system, so it may be repeated. */
export async function lookUpEntry(
  queryClient: QueryClient,
  action: SentAction,
  watch: Watch,
): Promise<Certain<SentEntry>> {
  const find: Find<SentEntry> = async (signal) => {
    const entry = await readSentEntry(action.id, signal);
    const isLooked = entry.lookedAt !== undefined && entry.lookedAt.getTime() >= action.since;
    return isLooked || entry.state !== 'unknown' ? { found: entry } : 'absent';
  };
  return renewed(queryClient, await certain(() => lookThere(action), find, watch));
}

/** Has the gateway look once. */
export const lookThere = async (action: SentAction): Promise<Outcome<SentEntry>> =>
  entryOf(await write(lookForSent, { params: { id: String(action.id) }, ...elevated(action) }));

function entryOf(outcome: Outcome<unknown>): Outcome<SentEntry> {
  if (outcome.kind !== 'done') return outcome;
  const value = normaliseSent(fields(outcome.value).entry);
  if (!value) throw new TypeError('an entry without an id');
  return { kind: 'done', value };
}

/** Everything that shows entries is read again, whatever became of it: others may have done something too. */
export async function renewed<T>(queryClient: QueryClient, result: T): Promise<T> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: sentKeys.all }),
    queryClient.invalidateQueries({ queryKey: conversationKeys.todos([]).slice(0, 2) }),
  ]);
  return result;
}
