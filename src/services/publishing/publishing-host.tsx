import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { kept } from '#src/lib/storage/kept.ts';

/** Continues handing over what an earlier page has left. Shows nothing. */
export function PublishingHost() {
  const queryClient = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const uuid = user?.uuid;
  useEffect(() => {
    if (uuid === undefined || kept.read(`claritalk.publications.${uuid}`) === null) return;
    // Without its code, the next page tries again.
    void import('./publishing-jobs.ts').then(
      ({ publishingOf }) => publishingOf(uuid, queryClient),
      () => undefined,
    );
  }, [uuid, queryClient]);
  return null;
}
