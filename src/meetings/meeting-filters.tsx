import { Button, NativeSelect } from '@mantine/core';
import { IconChevronDown, IconFilterOff } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { indexStore } from '#src/local-index/index-store.ts';
import { IndexFilters } from './index-filters.tsx';
import classes from './meeting-filters.module.css';
import { PeriodFilter } from './period-filter.tsx';
import { SaveView } from './save-view.tsx';
import { StatusFilter } from './status-filter.tsx';
import { TableView } from './table-view.tsx';
import type { MeetingSearchState } from './use-meeting-search.ts';

interface MeetingFiltersProps {
  readonly state: MeetingSearchState;
  /** Statuses on the screen: they can be filtered by too. */
  readonly seen: readonly string[];
}

/** Which meetings the list shows, and in which order. */
export const MeetingFilters = memo(function MeetingFilters({ state, seen }: MeetingFiltersProps) {
  const t = useTranslations('meetings');
  const { search, filter } = state;
  return (
    <search className={classes.bar} aria-label={t('filters')}>
      <StatusFilter chosen={search.statuses} seen={seen} onChange={(statuses) => filter({ statuses })} />
      <PeriodFilter period={search} onChange={filter} />
      {indexStore.available && <IndexFilters state={state} />}
      {/* What a query finds is in the order of its fit. */}
      {search.index.query === '' && (
        <NativeSelect
          className={classes.order ?? ''}
          aria-label={t('order.label')}
          value={search.order}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          onChange={(event) => filter({ order: event.currentTarget.value === 'asc' ? 'asc' : 'desc' })}
          data={[
            { value: 'desc', label: t('order.desc') },
            { value: 'asc', label: t('order.asc') },
          ]}
        />
      )}
      {state.isFiltered && (
        <Button variant="subtle" leftSection={<IconFilterOff size={17} aria-hidden />} onClick={state.reset}>
          {t('reset')}
        </Button>
      )}
      {state.address !== '' && <SaveView search={state.address} />}
      {!state.isIndexed && <TableView />}
    </search>
  );
});
