import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { Link, type LoaderFunctionArgs, Navigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingListOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { list, text as textOf } from '#src/lib/reader.ts';
import { paths } from '#src/paths.ts';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { SelectionContext, selectionIn } from '../bulk/meeting-selection.ts';
import { ListExportButton } from '../export/list/list-export-button.tsx';
import { MeetingFilters } from './meeting-filters.tsx';
import { MeetingResults } from './meeting-results.tsx';
import { usesIndex } from './model/index-search.ts';
import { meetingListQuery, readMeetingSearch } from './model/list-search.ts';
import { IndexSlot } from './search/index-slot.tsx';
import { useMeetingPage } from './use-meeting-page.ts';
import { type MeetingSearchState, useMeetingSearch } from './use-meeting-search.ts';

/** Prefetches the page's meetings without blocking navigation. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const search = readMeetingSearch(new URL(request.url).searchParams);
  if (!usesIndex(search.index)) {
    void context.get(queryClientContext).prefetchQuery(meetingListOptions(meetingListQuery(search)));
  }
  return null;
}

/** All meetings that the person may see, by page. */
export function Component() {
  const t = useTranslations('meetings');
  const state = useMeetingSearch();
  const { query, instead } = useMeetingPage(state.search, !state.isIndexed);
  const count = useCount(
    query.isPlaceholderData || state.isIndexed ? undefined : query.data,
    state.isFiltered,
  );
  const seen = useStatusesOf(query.data);
  if (instead !== undefined) return <Navigate replace to={state.addressOf(instead)} />;
  return (
    <>
      <ListHeader title={t('title')} count={count} actions={<Actions state={state} />} />
      <MeetingFilters state={state} seen={seen} />
      <SelectionContext value={selectionIn(state.scope)}>
        {state.isIndexed ? <IndexSlot state={state} /> : <MeetingResults state={state} query={query} />}
      </SelectionContext>
    </>
  );
}

const Actions = memo(function Actions({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('meetings');
  return (
    <>
      {/* What the index found has its own: it is exported from there. */}
      {!state.isIndexed && <ListExportButton scope={{ query: meetingListQuery(state.search) }} />}
      <Button component={Link} to={paths.newMeeting()} variant="default">
        {t('new')}
      </Button>
      <Button component={Link} to={paths.record()} leftSection={<IconMicrophone size={18} aria-hidden />}>
        {t('record')}
      </Button>
    </>
  );
});

/** The statuses that occur on a page, the same array as long as they are the same. */
function useStatusesOf(page: MeetingPage | undefined): readonly string[] {
  // As text, because filters are drawn again when what they show is another object.
  const text = JSON.stringify([...new Set(page?.items.flatMap(({ status }) => status ?? []))].sort());
  return useMemo(() => list(JSON.parse(text), textOf), [text]);
}

/** How many meetings were found, in words; empty while that is not known. */
function useCount(found: MeetingPage | undefined, isFiltered: boolean): string {
  const t = useTranslations('meetings');
  const count = found?.total;
  if (count === undefined) return '';
  return isFiltered ? t('matching', { count }) : t('total', { count });
}
