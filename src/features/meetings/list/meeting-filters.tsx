import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { PeriodFilter } from './period-filter.tsx';
import { IndexFilters } from './search/index-filters.tsx';
import { SearchField } from './search/search-field.tsx';
import { StatusFilter } from './status-filter.tsx';
import type { MeetingSearchState } from './use-meeting-search.ts';
import { SaveView } from './views/save-view.tsx';
import { TableView } from './views/table-view.tsx';

interface MeetingFiltersProps {
  readonly state: MeetingSearchState;
  /** Statuses on screen: they can be filtered by too. */
  readonly seen: readonly string[];
}

/** Which meetings the list shows, and in which order. */
export const MeetingFilters = memo(function MeetingFilters({ state, seen }: MeetingFiltersProps) {
  const t = useTranslations('meetings');
  const { search, filter } = state;
  return (
    <FilterBar
      label={t('filters')}
      onReset={state.isFiltered && state.reset}
      end={!state.isIndexed && <TableView />}
    >
      {indexStore.available && <SearchField state={state} />}
      <StatusFilter chosen={search.statuses} seen={seen} onChange={(statuses) => filter({ statuses })} />
      <PeriodFilter period={search} onChange={filter} />
      {indexStore.available && <IndexFilters state={state} />}
      {/* Results of a query are in order of relevance. */}
      {search.index.query === '' && (
        <SelectFilter
          label={t('order.label')}
          value={search.order}
          options={orders.map((value) => ({ value, label: t(`order.${value}`) }))}
          onChange={(order) => filter({ order })}
        />
      )}
      {state.address !== '' && <SaveView search={state.address} />}
    </FilterBar>
  );
});

const orders = ['desc', 'asc'] as const;
