import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { callPeriods, callViews } from '#contract/gateway/calls.ts';
import { callsOptions } from '#src/api/gateway/calls/calls.ts';
import { useAddressSearch } from '#src/lib/address/use-address-search.ts';
import { paths } from '#src/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { CallList } from './call-list.tsx';
import { readCallsSearch, writeCallsSearch } from './calls-search.ts';
import { CallsTable } from './calls-table.tsx';
import { CallsTabs } from './calls-tabs.tsx';

/** Recorded calls that the reader may see, the newest first. */
export function Component() {
  const t = useTranslations('calls');
  const state = useAddressSearch({ read: readCallsSearch, write: writeCallsSearch, path: paths.calls });
  const { search, isFiltered } = state;
  const { view, period, text, page } = search;
  const query = useQuery(
    callsOptions({ view, period, text, offset: (page - 1) * usualPageSize, limit: usualPageSize }),
  );
  const { data, isPlaceholderData } = query;
  useRowKeys();
  const count = data && !isPlaceholderData ? t('count', { count: data.total }) : '';
  return (
    <>
      <ListHeader title={t('title')} count={count} />
      <CallsTabs shown="recordings" />
      <FilterBar label={t('search')} onReset={isFiltered && state.reset}>
        <SearchBox label={t('search')} value={state.text} onChange={state.type} />
        <SelectFilter
          label={t('views.label')}
          value={view}
          options={callViews.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(value) => state.go({ view: value })}
        />
        <OptionalFilter
          label={t('period.label')}
          any={t('period.all')}
          value={period}
          options={callPeriods.map((value) => ({ value, label: t('period.days', { count: Number(value) }) }))}
          onChange={(value) => state.go({ period: value })}
        />
      </FilterBar>
      <CallList
        query={query}
        failed={t('failed')}
        empty={
          isFiltered ? (
            <NoMatch text={t('noMatch')} by="filters" onReset={state.reset} />
          ) : (
            <EmptyState
              icon={IconPhone}
              text={t(data?.everything ? 'empty' : 'emptyOwn')}
              action={<NextPage to={paths.meetings()} page="meetings" />}
            />
          )
        }
        onGo={(to) => state.go({ page: to })}
      >
        <CallsTable calls={data?.checking && data.total === 0 ? undefined : data?.rows} />
      </CallList>
    </>
  );
}
