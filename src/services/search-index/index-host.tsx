import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { indexStore } from './index-store.ts';

/** Has the index of the signed-in person begin once the page is at rest. Shows nothing. */
export function IndexHost() {
  const queries = useQueryClient();
  const { data: user } = useQuery(currentUserQuery());
  const userUuid = user?.uuid;
  useEffect(() => {
    if (userUuid !== undefined) indexStore.serve(userUuid, queries);
  }, [userUuid, queries]);
  return null;
}
