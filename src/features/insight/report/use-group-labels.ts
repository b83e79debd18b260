import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import type { Spans } from '../shared/periods.ts';
import type { ReportGroup } from './reports.ts';

/** How the groups of a report are called, and the page of each, where it has one. */
export function useGroupLabels(by: ReportGroup, keys: readonly string[], spans?: Spans) {
  const t = useTranslations('insight');
  const format = useFormatter();
  const names = useValueNames(by === 'owner' ? keys : []);
  const spanName = (start: number) =>
    spans?.unit === 'week'
      ? format.dateTime(start, { day: 'numeric', month: 'short' })
      : format.dateTime(start, { month: 'short', year: '2-digit' });
  const labels: Readonly<Record<ReportGroup, (key: string) => string>> = {
    time: (key) => spanName(spans?.starts[Number(key)] ?? 0),
    owner: names.owner,
    type: (key) => names.type(Number(key)),
    dossier: names.dossier,
    language: names.language,
    person: (key) => key,
  };
  return {
    label: (key: string) => (key === '' ? t(`none.${by}`) : labels[by](key)),
    href: (key: string) => {
      if (key === '') return undefined;
      if (by === 'dossier') return paths.dossier(key);
      if (by === 'owner') return paths.person(key);
      return by === 'type' ? paths.templates(`?type=${key}`) : undefined;
    },
  };
}
