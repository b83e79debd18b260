import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFilterOff, IconMicrophone, IconNotes } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import type { MeetingPage } from '#src/api/meetings-normalise.ts';
import { paths } from '#src/app/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { BulkSlot } from './bulk-slot.tsx';
import { loadMeetingPageWhenIdle } from './load-meeting-page.ts';
import { MeetingCards } from './meeting-cards.tsx';
import { MeetingPager } from './meeting-pager.tsx';
import classes from './meeting-results.module.css';
import { useShown } from './meeting-selection.ts';
import { MeetingTable } from './meeting-table.tsx';
import { pagingOf } from './model/paging.ts';
import { useListKeys } from './use-list-keys.ts';
import type { MeetingSearchState } from './use-meeting-search.ts';
import { useOwnerName } from './use-owner-name.ts';

interface MeetingResultsProps {
  readonly state: MeetingSearchState;
  readonly query: UseQueryResult<MeetingPage>;
}

/** The meetings that were found, in whichever of their states. */
export function MeetingResults({ state, query }: MeetingResultsProps) {
  const t = useTranslations('meetings');
  const errors = useTranslations('errors');
  const format = useFormatter();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const ownerName = useOwnerName(query.data?.items.map(({ ownerUuid }) => ownerUuid) ?? []);
  const { search } = state;
  const found = query.data;
  // Rows are drawn in their own time: a click or a key comes first.
  const drawn = useDeferredValue(found);
  const retry = () => void query.refetch();
  useListKeys();
  useShown(drawn?.items);
  useEffect(() => (drawn ? loadMeetingPageWhenIdle() : undefined), [drawn]);
  const paging = useMemo(
    () => found && pagingOf(search.page, search.pageSize, found, found.items.length),
    [search, found],
  );

  if (!found && query.isError) {
    const refused = query.error instanceof ApiError && query.error.kind === 'forbidden';
    return (
      <ErrorState error={query.error} {...(refused ? { title: t('notAllowed') } : { onRetry: retry })} />
    );
  }
  if (found?.items.length === 0 && !found.total) return <NoMeetings state={state} />;
  // A page whose meetings were all deleted waits for those that move up from the next one.
  const items = drawn?.items.length === 0 ? undefined : drawn?.items;
  const shown = { items, skeletons: Math.min(search.pageSize, 25), ownerName };
  return (
    <div className={classes.results} aria-busy={!found || drawn !== found || query.isPlaceholderData}>
      {found && query.isError && (
        <Notice kind="warning" action={{ label: errors('retry'), onClick: retry }}>
          {t('refreshFailed', {
            time: format.dateTime(new Date(query.dataUpdatedAt), { timeStyle: 'short' }),
          })}
        </Notice>
      )}
      <div className={classes.data} data-stale={query.isPlaceholderData || undefined}>
        {narrow ? <MeetingCards {...shown} /> : <MeetingTable {...shown} />}
      </div>
      <BulkSlot />
      <MeetingPager state={state} paging={paging} />
    </div>
  );
}

function NoMeetings({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('meetings');
  if (state.isFiltered) {
    return (
      <EmptyState
        icon={IconFilterOff}
        text={t('noMatch')}
        action={<Button onClick={state.reset}>{t('reset')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={IconNotes}
      text={t('empty')}
      action={
        <Button component={Link} to={paths.record()} leftSection={<IconMicrophone size={18} aria-hidden />}>
          {t('record')}
        </Button>
      }
    />
  );
}
