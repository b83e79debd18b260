import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { Link, type LoaderFunctionArgs } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { currentUserQuery, usersOptions } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { findPeople, peopleOrders, sortPeople } from './people-search.ts';
import { PeopleTable } from './people-table.tsx';
import { usePeopleSearch } from './use-people-search.ts';

/** Prefetches the people without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(usersOptions());
  return null;
}

/** Everyone in the organisation. Claritalk returns all of them at once: searching and sorting happen here. */
export function Component() {
  const t = useTranslations('people');
  const locale = useLocale();
  const query = useQuery(usersOptions());
  const { data: self } = useQuery(currentUserQuery());
  const state = usePeopleSearch();
  const { order } = state.search;
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const sorted = useMemo(
    () => query.data && sortPeople(query.data, order, locale),
    [query.data, order, locale],
  );
  // Typing takes precedence over searching.
  const text = useDeferredValue(state.text);
  const found = useMemo(() => sorted && findPeople(sorted, text), [sorted, text]);
  const count = found?.length;
  const page = useMemo(() => found && pageOf(found, state.page, usualPageSize), [found, state.page]);
  useRowKeys();
  // After pasting an e-mail address or a UUID, Enter opens the person.
  const openOnly = () => {
    const [only, another] = found ?? [];
    return only && !another ? void state.open(paths.person(only.uuid)) : false;
  };
  const summary =
    count === undefined ? '' : text.trim() === '' ? t('total', { count }) : t('matching', { count });
  return (
    <>
      <ListHeader title={t('title')} count={summary} actions={actions} />
      <FilterBar label={t('search')}>
        <SearchBox label={t('search')} value={state.text} keys={{ Enter: openOnly }} onChange={state.type} />
        {narrow && (
          <SelectFilter
            label={t('sort.label')}
            value={order}
            options={peopleOrders.map((value) => ({ value, label: t(`sort.${value}`) }))}
            onChange={state.sort}
          />
        )}
      </FilterBar>
      <ListResults
        query={query}
        count={count}
        texts={{ notAllowed: t('notAllowed') }}
        empty={
          text.trim() === '' ? (
            <EmptyState
              icon={IconUsers}
              text={t('empty')}
              action={<NextPage to={paths.home()} page="overview" />}
            />
          ) : (
            <NoMatch text={t('noMatch')} by="search" onReset={() => state.type('')} />
          )
        }
      >
        <PeopleTable users={page?.shown} self={self?.uuid} />
        {page && <Pager label={t('pages')} paging={page.paging} onGo={state.goToPage} />}
      </ListResults>
    </>
  );
}

function Actions() {
  const t = useTranslations('people');
  return (
    <>
      <Button component={Link} to={paths.audit()} variant="default">
        {t('audit.button')}
      </Button>
      <Button component={Link} to={paths.invitePeople()} leftSection={<IconUserPlus size={18} aria-hidden />}>
        {t('invite.button')}
      </Button>
    </>
  );
}

// The same element each time: the header is not drawn again for it.
const actions = <Actions />;
