import { useTranslations } from 'use-intl';
import { type ChartPart, ColumnChart, type Tone } from '#src/ui/chart/column-chart.tsx';
import type { Part } from './reports.ts';

interface ReportChartProps<Source> {
  readonly parts: readonly Part<Source>[];
  readonly groups: readonly { readonly key: string; readonly label: string; readonly source: Source }[];
  /** Labels are names. */
  readonly named: boolean;
}

/** More names than this cannot be read. */
const mostGroups = 8;

/** A report in columns: the first few where they are names. */
export function ReportChart<Source>({ parts, groups, named }: ReportChartProps<Source>) {
  const t = useTranslations('insight.chart');
  const shown = named ? groups.slice(0, mostGroups) : groups;
  const totalOf = (source: Source) => parts.reduce((sum, { read }) => sum + read(source), 0);
  const highest = shown.reduce<(typeof shown)[number] | undefined>(
    (one, other) => (one && totalOf(one.source) >= totalOf(other.source) ? one : other),
    undefined,
  );
  if (!highest || totalOf(highest.source) === 0) return null;
  const sum = shown.reduce((all, { source }) => all + totalOf(source), 0);
  const drawn: readonly ChartPart[] = parts.map(({ id, tone }) => ({ tone, name: t(`parts.${id}`) }));
  return (
    <>
      <ColumnChart
        summary={t('summary', { sum, at: highest.label, highest: totalOf(highest.source) })}
        parts={drawn}
        named={named}
        columns={shown.map(({ key, label, source }) => ({
          key,
          label,
          title: t('column', { at: label, amount: totalOf(source) }),
          counts: Object.fromEntries(parts.map(({ tone, read }): [Tone, number] => [tone, read(source)])),
        }))}
      />
      {shown.length < groups.length && <p className="ui-note">{t('first', { count: shown.length })}</p>}
    </>
  );
}
