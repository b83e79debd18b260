import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { isolated } from '#src/i18n/isolation.ts';
import { currentQuery } from '#src/lib/address/current-query.ts';
import type { Going } from '#src/lib/address/use-shown.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { IndexBar } from '#src/services/search-index/index-bar.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { foundOf, type Known, useAmountText } from '#src/services/search-index/known.ts';
import type { Occurrence } from '#src/services/search-index/protocol.ts';
import { useIndexFailure, useIndexQuery } from '#src/services/search-index/use-index.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { Pager } from '#src/ui/list/pager.tsx';
import { pagingOf } from '#src/ui/list/paging.ts';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { SkeletonList } from '#src/ui/list/skeleton-list.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { TodoExportButton } from '../export/todos/todo-export-button.tsx';
import { RoomForFollowUp } from '../follow-up/room-for-follow-up.tsx';
import { useFollowUpParts } from '../follow-up/use-follow-up-parts.ts';
import { ActionItem, type Followed } from './action-item.tsx';
import {
  type ActionSearch,
  actionPageSize,
  readActionSearch,
  todoDues,
  todoFilterOf,
  todoStates,
  writeActionSearch,
} from './action-search.ts';

/** The to-dos of all meetings, as far as the index on this device knows them. */
export function Component() {
  const t = useTranslations('actionItems');
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const search = readActionSearch(params);
  const today = dayOf(new Date(useMinute()));
  const failure = useIndexFailure();
  const { data: user } = useQuery(currentUserQuery());
  const request = {
    filter: todoFilterOf(search),
    today,
    offset: (search.page - 1) * actionPageSize,
    limit: actionPageSize,
  };
  const query = useIndexQuery(
    ['action-items', request],
    (index) => index.actionItems(request),
    user !== undefined && indexStore.available,
  );
  const { data, isPlaceholderData, known } = query;
  const go = (change: Partial<ActionSearch>) =>
    navigate(
      paths.actionItems(writeActionSearch({ ...readActionSearch(currentQuery()), page: 1, ...change })),
    );
  const filtered = writeActionSearch({ ...search, page: 1 }) !== '';
  const reset = () => void navigate(paths.actionItems());
  const amountText = useAmountText();
  const count =
    data && !isPlaceholderData ? amountText(known, data.total, t('count', { count: data.total })) : '';
  const parts = useFollowUpParts();
  const all = (data?.items ?? []).map(({ todo, meeting }) => ({ ...todo, meeting }));
  const meetings = [...new Set(all.map(({ meeting }) => meeting.id))];
  const followUp = parts
    ? (of: Followed) => <parts.TodoFollowUp {...of} all={all} meetings={meetings} />
    : ({ todo }: Followed) => <RoomForFollowUp todo={todo} />;
  const open = all.filter(({ done }) => !done);
  const actions = (
    <>
      {parts && open.length > 0 && <parts.RemindButton todos={open} />}
      {data && data.total > 0 && (
        <TodoExportButton
          what={t(known === 'all' ? 'exported' : 'exportedSoFar')}
          read={async () => {
            const index = await indexStore.load();
            const { items } = await index.actionItems({
              ...request,
              offset: 0,
              limit: Number.MAX_SAFE_INTEGER,
            });
            return items.map(({ todo, meeting }) => ({
              ...todo,
              meeting: {
                ...{ id: meeting.id, name: meeting.name, createdAt: meeting.createdAt },
                url: new URL(paths.meeting(meeting.id), window.location.origin).href,
              },
            }));
          }}
          someDone={search.state === 'all'}
        />
      )}
    </>
  );
  useRowKeys();
  if (failure) {
    return (
      <>
        <PageHeader title={t('title')} />
        <IndexBar text={t('fromIndex')} />
      </>
    );
  }
  return (
    <>
      <ListHeader title={t('title')} count={count} actions={actions} />
      <IndexBar text={t('fromIndex')} />
      <Filters
        search={search}
        people={data?.people ?? []}
        dossiers={data?.dossiers ?? []}
        known={known}
        onChange={go}
        onReset={filtered && reset}
      />
      {parts && <parts.FollowUpsFailed meetings={meetings} />}
      <ListResults
        query={query}
        count={data?.total}
        texts={{ failed: t('failed') }}
        empty={
          filtered ? (
            <NoMatch text={t(known === 'all' ? 'noMatch' : 'noneYet')} by="filters" onReset={reset} />
          ) : (
            <EmptyState
              icon={IconListCheck}
              text={t(known === 'all' ? 'none' : 'noneYet')}
              action={<NextPage to={paths.meetings()} page="meetings" />}
            />
          )
        }
      >
        {data ? (
          <ul className="ui-card ui-list ui-ruled" aria-label={t('title')}>
            {data.items.map(({ todo, meeting }) => (
              <ActionItem
                key={`${meeting.id} ${todo.key}`}
                todo={todo}
                meeting={meeting}
                today={today}
                userUuid={user?.uuid}
                followUp={followUp}
              />
            ))}
          </ul>
        ) : (
          <SkeletonList />
        )}
        {data && (
          <Pager
            label={t('pages')}
            paging={pagingOf(
              search.page,
              actionPageSize,
              foundOf(known, data.total, search.page * actionPageSize),
              data.items.length,
            )}
            onGo={(page) => go({ page })}
          />
        )}
      </ListResults>
    </>
  );
}

interface FiltersProps {
  readonly search: ActionSearch;
  readonly people: readonly Occurrence[];
  readonly dossiers: readonly Occurrence[];
  /** How often values occur is only said when that is known. */
  readonly known: Known;
  readonly onChange: (change: Partial<ActionSearch>) => Going;
  readonly onReset: (() => void) | false;
}

function Filters({ search, people, dossiers, known, onChange, onReset }: FiltersProps) {
  const t = useTranslations('actionItems');
  const format = useFormatter();
  const names = useValueNames([]);
  const withCount = (label: string, count: number) =>
    known === 'all' ? `${isolated(label)} (${format.number(count)})` : label;
  const withChosen = (found: readonly Occurrence[], chosen: string | undefined) =>
    chosen === undefined || found.some(({ value }) => value === chosen)
      ? found
      : [{ value: chosen, count: 0 }, ...found];
  return (
    <FilterBar label={t('filters')} onReset={onReset}>
      <SelectFilter
        label={t('state.label')}
        value={search.state}
        options={todoStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <SelectFilter
        label={t('due.label')}
        value={search.due}
        options={todoDues.map((value) => ({ value, label: t(`due.${value}`) }))}
        onChange={(due) => onChange({ due })}
      />
      <OptionalFilter
        label={t('person.label')}
        any={t('person.all')}
        value={search.person}
        options={withChosen(people, search.person).map(({ value, count }) => ({
          value,
          label: withCount(value === '' ? t('person.nobody') : value, count),
        }))}
        onChange={(person) => onChange({ person })}
      />
      <OptionalFilter
        label={t('dossier.label')}
        any={t('dossier.all')}
        value={search.dossier}
        options={withChosen(dossiers, search.dossier).map(({ value, count }) => ({
          value,
          label: withCount(names.dossier(value), count),
        }))}
        onChange={(dossier) => onChange({ dossier })}
      />
    </FilterBar>
  );
}
