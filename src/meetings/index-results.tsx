import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconFilterOff, IconSearchOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import type { SearchHit, SearchRequest } from '#src/local-index/protocol.ts';
import { useIndexQuery, useIndexStatus } from '#src/local-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import rows from '#src/ui/link-list.module.css';
import { Moment } from '#src/ui/moment.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { BulkSlot } from './bulk-slot.tsx';
import { ListExportButton } from './export/list-export-button.tsx';
import { IndexBar } from './index-bar.tsx';
import classes from './index-results.module.css';
import { MarkedText } from './marked-text.tsx';
import { MeetingPager } from './meeting-pager.tsx';
import { useShown } from './meeting-selection.ts';
import { itemOfHit } from './model/hit-item.ts';
import { indexFilterOf } from './model/index-search.ts';
import { instantsOf } from './model/list-search.ts';
import { pagingOf } from './model/paging.ts';
import { usePrefetchMeeting } from './prefetch-meeting.ts';
import { QualityFlag } from './quality-flag.tsx';
import { SelectBox, SelectPage } from './select-box.tsx';
import { useListKeys } from './use-list-keys.ts';
import type { MeetingSearchState } from './use-meeting-search.ts';
import { type RowTexts, useRowTexts } from './use-row-texts.ts';
import { useValueNames } from './use-value-names.ts';

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
  const { data, isError, error, refetch, isPlaceholderData } = useIndexQuery(['search', request], (index) =>
    index.search(request),
  );
  const names = useValueNames(data?.hits.flatMap(({ meeting }) => meeting.ownerUuid ?? []) ?? []);
  const texts = useRowTexts();
  const items = useMemo(() => data?.hits.map(({ meeting }) => itemOfHit(meeting)), [data]);
  useListKeys();
  useShown(items);
  const count = data && !isPlaceholderData ? t('found', { count: data.total }) : '';
  return (
    <>
      <IndexBar text={t('fromIndex')} />
      <VisuallyHidden role="status">{count}</VisuallyHidden>
      {isError && !data && <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />}
      {!data && !isError && <Skeletons />}
      {data && (
        <div className={classes.summary}>
          {data.total > 0 && <SelectPage shown={items ?? []} />}
          <p>
            {t('found', { count: data.total })}
            {search.index.query !== '' && data.total > 1 && <> · {t('bestFirst')}</>}
            {data.similar && (
              <strong className={classes.similar}> {t('similar', { query: search.index.query })}</strong>
            )}
          </p>
          {data.total > 0 && <ListExportButton scope={{ find: findAll(request) }} />}
        </div>
      )}
      {data?.total === 0 && (
        <EmptyState
          icon={activity === 'upToDate' ? IconFilterOff : IconSearchOff}
          text={t(activity === 'off' ? 'nothingOff' : activity === 'upToDate' ? 'nothing' : 'nothingYet')}
          action={<Button onClick={state.reset}>{t('reset')}</Button>}
        />
      )}
      {data && data.hits.length > 0 && (
        <>
          <ul
            className={`${rows.list} ${classes.hits}`}
            data-stale={isPlaceholderData || undefined}
            aria-label={t('results')}
          >
            {data.hits.map((hit) => (
              <Hit key={hit.meeting.id} hit={hit} names={names} texts={texts} />
            ))}
          </ul>
          <BulkSlot />
          <MeetingPager
            state={state}
            paging={pagingOf(
              search.page,
              search.pageSize,
              { total: data.total, full: false },
              data.hits.length,
            )}
          />
        </>
      )}
    </>
  );
}

/** Asks the index for any part of what a request finds. */
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
      data-meeting={meeting.id}
    >
      <div className={classes.select}>
        <SelectBox meeting={itemOfHit(meeting)} texts={texts} />
      </div>
      <div className={classes.head}>
        <Link to={paths.meeting(meeting.id)} state={{ list: search }} className={rows.link ?? ''}>
          {meeting.name === undefined ? texts.untitled : <MarkedText parts={name} />}
        </Link>
        <span className={classes.badges}>
          <StatusBadge status={meeting.status} />
          {meeting.qualityFlag && <QualityFlag />}
        </span>
      </div>
      <p className={classes.facts}>
        <span>
          <Moment at={meeting.createdAt === undefined ? undefined : new Date(meeting.createdAt)} />
        </span>
        {meeting.ownerUuid !== undefined && <span>{names.owner(meeting.ownerUuid)}</span>}
        {details?.typeId !== undefined && <span>{names.type(details.typeId)}</span>}
        {dossier !== undefined && <span>{dossier}</span>}
        {meeting.locale && <span>{languageName(meeting.locale, texts.locale)}</span>}
        {details && details.review !== 'none' && <span>{names.review(details.review)}</span>}
      </p>
      {snippets.map((snippet) => (
        <p
          key={`${snippet.kind} ${snippet.heading ?? ''} ${snippet.parts.map(({ text }) => text).join('')}`}
          className={classes.snippet}
        >
          <span className={classes.kind}>{snippet.heading ?? t(`kinds.${snippet.kind}`)}</span>{' '}
          <MarkedText parts={snippet.parts} />
        </p>
      ))}
    </li>
  );
}

function Skeletons() {
  return (
    <div className={rows.list} aria-hidden>
      {[72, 54, 63, 46].map((width) => (
        <div key={width} className={`${rows.entry} ${classes.hit}`}>
          <Skeleton height={14} width={`${width}%`} radius="xl" my={4} />
          <Skeleton height={10} width="40%" radius="xl" my={8} />
          <Skeleton height={10} width="85%" radius="xl" />
        </div>
      ))}
    </div>
  );
}
