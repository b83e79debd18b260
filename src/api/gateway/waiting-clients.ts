import { queryOptions } from '@tanstack/react-query';
import { conversationKeys } from './follow-conversations.ts';

/** How many conversations that the reader may see wait for an answer: as many as the inbox's view of them lists. */
export const waitingClientsOptions = () =>
  queryOptions({
    queryKey: conversationKeys.inbox('waiting'),
    // The overview needs the number alone, and most of those who read it have no conversations.
    queryFn: async ({ signal }) => (await import('./conversations.ts')).countWaiting(signal),
  });
