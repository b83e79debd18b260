import { useEffect, useState } from 'react';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import { keepBegun, readBegun } from './reply-draft.ts';

/**
 * Returns what others have answered since one began to write; the last of it counts.
 *
 * @param answers to the client that were not sent from this page, in order
 * @param last id of the last message of the conversation; ids grow, or times stand for them
 */
export function useAnswered<M extends { readonly id: number }>(
  user: string,
  id: ConversationId,
  isEmpty: boolean,
  { answers, last }: { readonly answers: readonly M[]; readonly last: number },
): M | undefined {
  /** Id of the last message when this answer was begun. */
  const [begun, setBegun] = useState(() => readBegun(user, id));
  if (isEmpty && begun !== undefined) setBegun(undefined);
  if (!isEmpty && begun === undefined) setBegun(last);
  useEffect(() => keepBegun(user, id, begun), [user, id, begun]);
  return begun === undefined ? undefined : answers.findLast((answer) => answer.id > begun);
}
