import { Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { teamsOptions } from '#src/api/claritalk/teams.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { seriesLimiter } from '#src/services/quota/limiter.ts';

/**
 * Requests the meetings of the page, one after the other and never too many in a minute: the list itself does not
 * include their type, dossier and teams.
 */
export function DetailLoader({ ids }: { readonly ids: readonly string[] }) {
  const queryClient = useQueryClient();
  // As text, because the effect depends on which meetings they are and not on the identity of an array.
  const wanted = ids.join(' ');
  useEffect(() => {
    const control = new AbortController();
    const known = (id: string) => queryClient.getQueryData(meetingOptions(id).queryKey) !== undefined;
    const missing = wanted.split(' ').filter((id) => id !== '' && !known(id));
    const load = async () => {
      for (const id of missing) {
        await seriesLimiter.turn(control.signal);
        await queryClient.prefetchQuery(meetingOptions(id));
      }
    };
    // Nobody is looking at them any longer.
    load().catch(() => undefined);
    return () => control.abort();
  }, [queryClient, wanted]);
  return null;
}

interface DetailCellProps {
  readonly column: 'type' | 'dossier' | 'teams';
  readonly id: string;
}

/** What only the meeting itself says, once it is known. */
export function DetailCell({ column, id }: DetailCellProps) {
  const t = useTranslations('meetings');
  const { data: meeting, isError } = useQuery({ ...meetingOptions(id), enabled: false });
  const names = useNames(column);
  if (isError && !meeting) return <span title={t('detailFailed')}>?</span>;
  if (!meeting || !names) return <Skeleton height={12} width="70%" radius="xl" />;
  const text = idsOf(column, meeting)
    .map((reference) => names.get(reference) ?? t('hiddenName'))
    .join(', ');
  return text === '' ? (
    <span aria-hidden>–</span>
  ) : (
    <span title={text} dir="auto">
      {text}
    </span>
  );
}

function idsOf(column: DetailCellProps['column'], meeting: Meeting): string[] {
  if (column === 'teams') return [...meeting.teamIds];
  const id = column === 'type' ? meeting.typeId : meeting.dossierId;
  return id === undefined ? [] : [String(id)];
}

/** Names by id; undefined until they are known. Where the person may not list them, there are none. */
function useNames(column: DetailCellProps['column']): ReadonlyMap<string, string> | undefined {
  const types = useQuery({ ...meetingTypesOptions(), enabled: column === 'type' });
  const dossiers = useQuery({ ...dossiersOptions(), enabled: column === 'dossier' });
  const teams = useQuery({ ...teamsOptions(), enabled: column === 'teams' });
  const { data, isError } = { type: types, dossier: dossiers, teams }[column];
  if (isError) return new Map();
  return data && new Map(data.map(({ id, name }) => [String(id), name]));
}
