import { useFormatter, useTranslations } from 'use-intl';
import { isolated } from '#src/i18n/isolation.ts';
import type { useAddressSearch } from '#src/lib/address/use-address-search.ts';
import { type Health, healthLevels } from '#src/services/search-index/insight/health.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import type { Elements } from '#src/ui/elements.ts';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { periods } from '../shared/periods.ts';
import { findingKinds, type HealthSearch } from './health-search.ts';

interface HealthFiltersProps {
  readonly address: ReturnType<typeof useAddressSearch<HealthSearch>>;
  /** Undefined until it was counted. */
  readonly health: Health | undefined;
  readonly isNarrowed: boolean;
  readonly end: Elements;
}

/** Which questions, of which meetings, and whether their themes or types are shown instead. */
export function HealthFilters({ address, health, isNarrowed, end }: HealthFiltersProps) {
  const t = useTranslations('health');
  const period = useTranslations('insight.period');
  const format = useFormatter();
  const names = useValueNames([]);
  const { search, go } = address;
  const types = [...new Set([...(health?.types ?? []), ...(search.type === undefined ? [] : [search.type])])];
  const foundText = (kind: (typeof findingKinds)[number]) =>
    `${isolated(t(`findings.${kind}.name`))} (${format.number(health?.found[kind] ?? 0)})`;
  return (
    <div data-screen>
      <FilterBar
        label={t('filters')}
        onReset={isNarrowed && (() => go({ text: '', finding: undefined, type: undefined }))}
        end={end}
      >
        <SearchBox label={t('search')} value={address.text} onChange={address.type} />
        <SelectFilter
          label={t('level.label')}
          value={search.level}
          options={healthLevels.map((value) => ({ value, label: t(`level.${value}`) }))}
          onChange={(level) => go({ level })}
        />
        <OptionalFilter
          label={t('finding.label')}
          any={t('finding.all')}
          value={search.finding}
          options={[
            { value: 'any' as const, label: t('finding.any') },
            ...findingKinds.map((value) => ({ value, label: foundText(value) })),
          ]}
          onChange={(finding) => go({ finding })}
        />
        <OptionalFilter
          label={t('type.label')}
          any={t('type.all')}
          value={search.type?.toString()}
          options={types.map((id) => ({ value: String(id), label: names.type(id) }))}
          onChange={(type) => go({ type: type === undefined ? undefined : Number(type) })}
        />
        <SelectFilter
          label={period('label')}
          value={search.period}
          options={periods.map((value) => ({ value, label: period(value) }))}
          onChange={(chosen) => go({ period: chosen })}
        />
      </FilterBar>
    </div>
  );
}
