import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { connectionsOptions } from '#src/api/gateway/connections.ts';
import { type JobView, type PublishingJobs, publishingOf } from './publishing-jobs.ts';

const nothing: readonly JobView[] = [];
const never = () => () => undefined;

/** What this browser hands over, and for whom; no jobs until that is known. */
export function usePublishingJobs(): {
  readonly jobs: PublishingJobs | undefined;
  readonly views: readonly JobView[];
} {
  const queryClient = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const jobs = user && publishingOf(user.uuid, queryClient);
  const views = useSyncExternalStore(jobs?.subscribe ?? never, jobs?.getSnapshot ?? (() => nothing));
  return { jobs, views };
}

/** Whether the reader may publish: an admin may, a member where the connection is open to all. */
export function useMayPublish(): boolean {
  const { data: user } = useQuery(currentUserQuery());
  const { data: systems } = useQuery(connectionsOptions());
  const library = systems?.find(({ id }) => id === 'claap');
  return library?.connected === true && (library.open || user?.role === 'admin');
}
