import { useTranslations } from 'use-intl';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { countFilters } from '../model/index-search.ts';
import type { MeetingSearchState } from '../use-meeting-search.ts';

const load = () => import('./index-filters-panel.tsx');

/** Opens the filters that the local index answers. */
export function IndexFilters({ state }: { readonly state: MeetingSearchState }) {
  const t = useTranslations('searchField.more');
  const count = countFilters(state.search.index);
  return (
    <Dropdown
      active={count > 0}
      label={t('label')}
      trigger={count > 0 ? t('buttonSome', { count }) : t('button')}
    >
      {() => <Panel state={state} />}
    </Dropdown>
  );
}

function Panel({ state }: { readonly state: MeetingSearchState }) {
  const panel = useOnDemand(load, true);
  return panel ? (
    <panel.IndexFiltersPanel state={state} />
  ) : (
    <div style={{ width: '24rem', height: '16rem' }} />
  );
}
