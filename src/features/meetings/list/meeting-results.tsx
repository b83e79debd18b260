import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMicrophone, IconNotes } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { paths } from '#src/paths.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { pagingOf } from '#src/ui/list/paging.ts';
import { BulkSlot } from '../bulk/bulk-slot.tsx';
import { useShown } from '../bulk/meeting-selection.ts';
import { loadMeetingPageWhenIdle } from '../detail/load-meeting-page.ts';
import { MeetingCards } from './meeting-cards.tsx';
import { MeetingPager } from './meeting-pager.tsx';
import { MeetingTable } from './meeting-table.tsx';
import { useListKeys } from './use-list-keys.ts';
import type { MeetingSearchState } from './use-meeting-search.ts';

interface MeetingResultsProps {
  readonly state: MeetingSearchState;
  readonly query: UseQueryResult<MeetingPage>;
}

/** The meetings that were found, in whichever of their states. */
export function MeetingResults({ state, query }: MeetingResultsProps) {
  const t = useTranslations('meetings');
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const ownerName = useOwnerName(query.data?.items.map(({ ownerUuid }) => ownerUuid) ?? []);
  const { search } = state;
  const found = query.data;
  // Rows are drawn in portions: a click or a key takes precedence.
  const drawn = useDeferredValue(found);
  useListKeys();
  useShown(drawn?.items);
  useEffect(() => (drawn ? loadMeetingPageWhenIdle() : undefined), [drawn]);
  const paging = useMemo(
    () => found && pagingOf(search.page, search.pageSize, found, found.items.length),
    [search, found],
  );

  // A page whose meetings were all deleted waits for those that move up from the next one.
  const items = drawn?.items.length === 0 ? undefined : drawn?.items;
  const shown = { items, skeletons: Math.min(search.pageSize, 25), ownerName };
  return (
    <ListResults
      query={query}
      count={found && (found.items.length || found.total || 0)}
      texts={{ notAllowed: t('notAllowed') }}
      empty={<NoMeetings state={state} />}
      busy={drawn !== found || query.isPlaceholderData}
    >
      <div data-stale={query.isPlaceholderData || undefined}>
        {narrow ? <MeetingCards {...shown} /> : <MeetingTable {...shown} />}
      </div>
      <BulkSlot />
      <MeetingPager state={state} paging={paging} />
    </ListResults>
  );
}

function NoMeetings({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('meetings');
  if (state.isFiltered) {
    return <NoMatch text={t('noMatch')} by="filters" onReset={state.reset} />;
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
