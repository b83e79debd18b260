import { Button, VisuallyHidden } from '@mantine/core';
import { IconFilterOff, IconSearchOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { BulkSlot } from '#src/features/meetings/bulk/bulk-slot.tsx';
import { useShown } from '#src/features/meetings/bulk/meeting-selection.ts';
import { ListExportButton } from '#src/features/meetings/export/list/list-export-button.tsx';
import { partAttribute } from '#src/features/meetings/shared/parts.ts';
import { languageName } from '#src/lib/language-name.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { IndexBar } from '#src/services/search-index/index-bar.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { foundOf, useAmountText } from '#src/services/search-index/known.ts';
import type { SearchHit, SearchRequest } from '#src/services/search-index/protocol.ts';
import { useIndexFailure, useIndexQuery, useIndexStatus } from '#src/services/search-index/use-index.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import rows from '#src/ui/list/link-list.module.css';
import { pagingOf } from '#src/ui/list/paging.ts';
import { SkeletonList } from '#src/ui/list/skeleton-list.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { MeetingPager } from '../meeting-pager.tsx';
import { itemOfHit } from '../model/hit-item.ts';
import { indexFilterOf } from '../model/index-search.ts';
import { instantsOf } from '../model/list-search.ts';
import { usePrefetchMeeting } from '../prefetch-meeting.ts';
import { QualityFlag } from '../quality-flag.tsx';
import { SelectBox, SelectPage } from '../select-box.tsx';
import { useListKeys } from '../use-list-keys.ts';
import type { MeetingSearchState } from '../use-meeting-search.ts';
import { type RowTexts, useRowTexts } from '../use-row-texts.ts';
import classes from './index-results.module.css';
import { MarkedText } from './marked-text.tsx';

/** What the index on this device found, in whichever of its states. */
export function IndexResults({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('search');
  const { activity } = useIndexStatus();
  const { search } = state;
  const request = {
    query: search.index.query,
    filter: indexFilterOf(search.index, { statuses: search.statuses, ...instantsOf(search) }),
    order: search.order,
    offset: (search.page - 1) * search.pageSize,
    limit: search.pageSize,
  };
  const amountText = useAmountText();
  const query = useIndexQuery(['search', request], (index) => index.search(request));
  const { data, isPlaceholderData, known } = query;
  const names = useValueNames(data?.hits.flatMap(({ meeting }) => meeting.ownerUuid ?? []) ?? []);
  const texts = useRowTexts();
  const items = useMemo(() => data?.hits.map(({ meeting }) => itemOfHit(meeting)), [data]);
  useListKeys();
  useShown(items);
  const found = data ? amountText(known, data.total, t('found', { count: data.total })) : '';
  const count = isPlaceholderData ? '' : found;
  if (useIndexFailure()) return <IndexBar text={t('fromIndex')} />;
  return (
    <>
      <IndexBar text={t('fromIndex')} />
      <VisuallyHidden role="status">{count}</VisuallyHidden>
      {data && (
        <div className={`ui-row ui-hint ${classes.summary}`}>
          {data.total > 0 && <SelectPage shown={items ?? []} />}
          <p>
            <span>{found}</span>
            {search.index.query !== '' && data.total > 1 && <span>{` · ${t('bestFirst')}`}</span>}
            {data.similar && (
              <strong className={classes.similar}>{` ${t('similar', { query: search.index.query })}`}</strong>
            )}
          </p>
          {data.total > 0 && <ListExportButton scope={{ find: findAll(request) }} />}
        </div>
      )}
      {data && data.ignored.length > 0 && (
        <p className="ui-hint">{t('ignored', { words: data.ignored.join(' ') })}</p>
      )}
      <ListResults
        query={query}
        count={data?.total}
        texts={{ failed: t('failed') }}
        empty={
          <EmptyState
            icon={known === 'all' ? IconFilterOff : IconSearchOff}
            text={t(activity === 'off' ? 'nothingOff' : known === 'all' ? 'nothing' : 'nothingYet')}
            action={<Button onClick={state.reset}>{t('reset')}</Button>}
          />
        }
      >
        {data ? (
          <ul
            className="ui-card ui-list"
            data-stale={isPlaceholderData || undefined}
            aria-label={t('results')}
          >
            {data.hits.map((hit) => (
              <Hit key={hit.meeting.id} hit={hit} names={names} texts={texts} />
            ))}
          </ul>
        ) : (
          <SkeletonList />
        )}
        <BulkSlot />
        {data && (
          <MeetingPager
            state={state}
            paging={pagingOf(
              search.page,
              search.pageSize,
              foundOf(known, data.total, search.page * search.pageSize),
              data.hits.length,
            )}
          />
        )}
      </ListResults>
    </>
  );
}

/** Returns any part of what a request to the index finds. */
const findAll = (request: SearchRequest) => async (offset: number, limit: number) => {
  const index = await indexStore.load();
  const { hits, total } = await index.search({ ...request, offset, limit });
  return { items: hits.map(({ meeting }) => itemOfHit(meeting)), total, full: hits.length === limit };
};

interface HitProps {
  readonly hit: SearchHit;
  readonly names: ReturnType<typeof useValueNames>;
  readonly texts: RowTexts;
}

function Hit({ hit: { meeting, name, snippets }, names, texts }: HitProps) {
  const t = useTranslations('search');
  const { search } = useLocation();
  const { details } = meeting;
  const dossier = details?.dossierId === undefined ? undefined : names.visibleDossier(details.dossierId);
  return (
    <li
      className={`${rows.entry} ${classes.hit}`}
      {...usePrefetchMeeting(meeting.id)}
      data-row
      data-meeting={meeting.id}
    >
      <div className={classes.select}>
        <SelectBox meeting={itemOfHit(meeting)} texts={texts} />
      </div>
      <div className={`ui-between ${classes.head}`}>
        <Link
          to={paths.meeting(meeting.id)}
          state={{ list: search }}
          className={`ui-opens ${rows.link}`}
          dir="auto"
        >
          {meeting.name === undefined ? texts.untitled : <MarkedText parts={name} />}
        </Link>
        <span className={`ui-line ${classes.badges}`}>
          <StatusBadge status={meeting.status} />
          {meeting.qualityFlag && <QualityFlag />}
        </span>
      </div>
      <p className={`ui-meta ${classes.facts}`}>
        <span>
          <Moment at={meeting.createdAt === undefined ? undefined : new Date(meeting.createdAt)} />
        </span>
        {meeting.ownerUuid !== undefined && <span dir="auto">{names.owner(meeting.ownerUuid)}</span>}
        {details?.typeId !== undefined && <span dir="auto">{names.type(details.typeId)}</span>}
        {dossier !== undefined && <span dir="auto">{dossier}</span>}
        {meeting.locale && <span>{languageName(meeting.locale, texts.locale)}</span>}
        {details && details.review !== 'none' && <span dir="auto">{names.review(details.review)}</span>}
      </p>
      {snippets.map((snippet) => (
        <p
          key={`${snippet.kind} ${snippet.heading ?? ''} ${snippet.parts.map(({ text }) => text).join('')}`}
          className={`ui-breaks ${classes.snippet}`}
          {...(snippet.kind === 'note' ? partAttribute('notes') : {})}
        >
          <span className={`ui-dimmed ui-strong ${classes.kind}`} dir="auto">
            {snippet.heading ?? t(`kinds.${snippet.kind}`)}
          </span>
          <span> </span>
          <MarkedText parts={snippet.parts} />
        </p>
      ))}
    </li>
  );
}
