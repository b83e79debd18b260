import { useEffect, useState } from 'react';
import type { ConversationId } from '#contract/gateway/conversation-id.ts';
import type { Message } from '#src/api/chat2desk/messages.ts';
import { keepBegun, readBegun } from './reply-draft.ts';

/**
 * Returns what others have answered since one began to write; the last of it counts.
 *
 * @param answers to the client that were not sent from this page, in order
 * @param last id of the last message of the conversation
 */
export function useAnswered(
  user: string,
  id: ConversationId,
  isEmpty: boolean,
  { answers, last }: { readonly answers: readonly Message[]; readonly last: number },
): Message | undefined {
  /** Id of the last message when this answer was begun. */
  const [begun, setBegun] = useState(() => readBegun(user, id));
  if (isEmpty && begun !== undefined) setBegun(undefined);
  if (!isEmpty && begun === undefined) setBegun(last);
  useEffect(() => keepBegun(user, id, begun), [user, id, begun]);
  return begun === undefined ? undefined : answers.findLast((answer) => answer.id > begun);
}
