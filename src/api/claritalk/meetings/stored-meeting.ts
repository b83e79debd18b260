import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { readStored } from './save-meeting.ts';

/** A meeting with what callers stored in it, for editing: refetched whenever someone starts to. */
export const storedMeetingOptions = (id: string) =>
  queryOptions({
    queryKey: ['meetings', 'stored', id] as const,
    queryFn: ({ signal }) => readStored(id, signal),
    staleTime: 5_000,
    gcTime: 30_000,
  });

/** Has a meeting refetched before it is next edited, because it was saved. */
export const forgetStored = (queryClient: QueryClient, id: string): void =>
  queryClient.removeQueries({ queryKey: storedMeetingOptions(id).queryKey });
