import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useNavigate, useSearchParams } from 'react-router';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { urlText } from '#contract/url-text.ts';
import { type Team, teamsOptions } from '#src/api/claritalk/teams.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { useAmountText } from '#src/services/search-index/known.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { findTeams } from './team-search.ts';

/** Prefetches without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(teamsOptions());
  return null;
}

/** The teams that the person may see. */
export function Component() {
  const t = useTranslations('people.team');
  const locale = useLocale();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { text, type } = useAddressText(
    params.get('q') ?? '',
    (wanted) =>
      void navigate(paths.teams(wanted === '' ? '' : `?q=${urlText(wanted)}`), {
        replace: true,
        preventScrollReset: true,
      }),
  );
  const query = useQuery(teamsOptions());
  const found = query.data && findTeams(query.data, text, locale);
  const count = found?.length;
  const summary =
    count === undefined ? '' : text.trim() === '' ? t('count', { count }) : t('matching', { count });
  useRowKeys();
  return (
    <>
      <ListHeader title={t('title')} count={summary} />
      <FilterBar label={t('search')}>
        <SearchBox label={t('search')} value={text} onChange={type} />
      </FilterBar>
      <ListResults
        query={query}
        count={count}
        empty={
          text.trim() === '' ? (
            <EmptyState
              icon={IconUsersGroup}
              text={t('none')}
              action={<NextPage to={paths.people()} page="people" />}
            />
          ) : (
            <NoMatch text={t('noMatch')} by="search" onReset={() => type('')} />
          )
        }
      >
        <TeamTable teams={found} />
      </ListResults>
    </>
  );
}

function TeamTable({ teams }: { readonly teams: readonly Team[] | undefined }) {
  const t = useTranslations('people.team');
  const { data: self } = useQuery(currentUserQuery());
  const { data: counted, known } = useIndexQuery(
    ['options'],
    (index) => index.options(),
    self !== undefined && indexStore.available,
  );
  const format = useFormatter();
  const amountText = useAmountText();
  const countOf = (id: string) => counted?.teams.find(({ value }) => value === id)?.count ?? 0;
  const columns: readonly Column<Team>[] = [
    {
      id: 'name',
      title: t('name'),
      cell: ({ id, name }) => (
        <Link to={paths.team(id)} dir="auto">
          {name}
        </Link>
      ),
    },
    {
      id: 'members',
      title: t('members'),
      from: 48,
      below: 'name',
      cell: ({ members }) => <Members members={members} />,
    },
    {
      id: 'meetings',
      title: t('meetings'),
      width: 7.25,
      numeric: true,
      cell: ({ id }) => amountText(known, countOf(id), format.number(countOf(id))),
    },
  ];
  return (
    <Table
      label={t('title')}
      // Without an index the number of meetings is not known.
      columns={counted ? columns : columns.slice(0, 2)}
      rows={teams}
      keyOf={({ id }) => id}
      skeletons={4}
    />
  );
}

function Members({ members }: Pick<Team, 'members'>) {
  const t = useTranslations('people.team');
  return (
    <>
      <span>{t('memberCount', { count: members.length })}</span>
      {members.length > 0 && (
        <p className="ui-note" dir="auto">
          {members.map(({ name }) => name).join(', ')}
        </p>
      )}
    </>
  );
}
