import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { readStored } from './save-meeting.ts';

/** A meeting with what callers stored in it, to be changed: read again whenever someone begins to. */
export const storedMeetingOptions = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'stored', id] as const,
    queryFn: ({ signal }) => readStored(id, signal),
    staleTime: 5_000,
    gcTime: 30_000,
  });

/** Has a meeting read again before it is changed: it was saved. */
export const forgetStored = (queryClient: QueryClient, id: string): void =>
  queryClient.removeQueries({ queryKey: storedMeetingOptions(id).queryKey });
