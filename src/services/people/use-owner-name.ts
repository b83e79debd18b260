import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { currentUserQuery, usersOptions } from '#src/api/claritalk/users.ts';

/**
 * How to name the owners of some meetings: "You", a name, or "Someone else" when the person may not list the
 * organisation's people. Empty while that is not known yet. The people are requested only when someone else owns one of
 * the meetings, and after these are loaded. The result stays the same while the names do.
 */
export function useOwnerName(ownerUuids: readonly (string | undefined)[]) {
  const t = useTranslations('meetings');
  const { data: user } = useQuery(currentUserQuery());
  const others = user !== undefined && ownerUuids.some((uuid) => uuid !== undefined && uuid !== user.uuid);
  const { data: users, isError } = useQuery({ ...usersOptions(), enabled: others });
  return useCallback(
    (uuid: string | undefined): string => {
      if (uuid === undefined) return t('unknown');
      if (!user) return '';
      if (uuid === user.uuid) return t('you');
      return users?.find((other) => other.uuid === uuid)?.name ?? (users || isError ? t('someoneElse') : '');
    },
    [t, user, users, isError],
  );
}
