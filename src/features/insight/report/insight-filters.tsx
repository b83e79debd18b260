import { useTranslations } from 'use-intl';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import type { Elements } from '#src/ui/elements.ts';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { periods } from '../shared/periods.ts';
import { type InsightSearch, quietWeeks, type ReportProps } from './insight-search.ts';
import { groupsOf, reports } from './reports.ts';

interface InsightFiltersProps extends ReportProps {
  readonly end: Elements;
}

/** Which report, of which meetings, divided by what. */
export function InsightFilters({ search, onGo, end }: InsightFiltersProps) {
  const t = useTranslations('insight');
  const { report, by, owner, type, dossier, language, weeks } = search;
  const ofPeriod = report !== 'todos' && report !== 'quiet';
  const isFiltered = ofPeriod && [owner, type, dossier, language].some((value) => value !== undefined);
  const groups = groupsOf(report);
  const reset = () => onGo({ owner: undefined, type: undefined, dossier: undefined, language: undefined });
  return (
    <div data-screen>
      <FilterBar label={t('filters')} onReset={isFiltered && reset} end={end}>
        <SelectFilter
          label={t('report')}
          value={report}
          options={reports.map((value) => ({ value, label: t(`reports.${value}`) }))}
          onChange={(chosen) =>
            onGo({ report: chosen, by: groupsOf(chosen).find((one) => one === by) ?? groupsOf(chosen)[0] })
          }
        />
        {groups.length > 1 && (
          <SelectFilter
            label={t('by.label')}
            value={by}
            options={groups.map((value) => ({ value, label: t(`by.${value}`) }))}
            onChange={(chosen) => onGo({ by: chosen })}
          />
        )}
        {report === 'quiet' && (
          <SelectFilter
            label={t('quiet.label')}
            value={String(weeks)}
            options={quietWeeks.map((value) => ({
              value: String(value),
              label: t('quiet.weeks', { count: value }),
            }))}
            onChange={(chosen) => onGo({ weeks: Number(chosen) })}
          />
        )}
        {ofPeriod && (
          <SelectFilter
            label={t('period.label')}
            value={search.period}
            options={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
            onChange={(period) => onGo({ period })}
          />
        )}
        {ofPeriod && <MeetingFilters search={search} onGo={onGo} />}
      </FilterBar>
    </div>
  );
}

/** Narrows a report down to some meetings, by the values that occur. */
function MeetingFilters({ search, onGo }: ReportProps) {
  const t = useTranslations('insight.only');
  const { data, known } = useIndexQuery(['options'], (index) => index.options(), indexStore.available);
  const found = known === 'nothing' ? undefined : data;
  const names = useValueNames(found?.owners.map(({ value }) => value) ?? [search.owner ?? '']);
  const filters = [
    { field: 'owner', values: found?.owners, name: names.owner },
    { field: 'dossier', values: found?.dossiers, name: names.dossier },
    { field: 'language', values: found?.languages, name: names.language },
  ] as const;
  return (
    <>
      <OptionalFilter
        label={t('type')}
        any={t('anyType')}
        value={search.type?.toString()}
        options={optionsOf(
          found?.types.map(({ value }) => String(value)),
          search.type?.toString(),
          (id) => names.type(Number(id)),
        )}
        onChange={(type) => onGo({ type: type === undefined ? undefined : Number(type) })}
      />
      {filters.map(({ field, values, name }) => (
        <OptionalFilter
          key={field}
          label={t(field)}
          any={t(`any.${field}`)}
          value={search[field]}
          options={optionsOf(
            values?.map(({ value }) => value),
            search[field],
            name,
          )}
          onChange={(value) => onGo({ [field]: value } satisfies Partial<InsightSearch>)}
        />
      ))}
    </>
  );
}

/** What an address names is there even when nothing has it. */
const optionsOf = (
  values: readonly string[] = [],
  chosen: string | undefined,
  name: (value: string) => string,
) =>
  [...new Set(chosen === undefined ? values : [...values, chosen])].map((value) => ({
    value,
    label: name(value),
  }));
