import { useFormatter, useTranslations } from 'use-intl';
import { Table } from '#src/ui/list/table.tsx';
import { totalOf } from './model/week-counts.ts';
import { shownMeanings, type Week } from './model/weeks.ts';
import { useDay } from './use-day.ts';

/** Meetings per week by outcome, in numbers. */
export function WeekNumbers({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useTranslations('overview.chart');
  const format = useFormatter();
  const day = useDay();
  const met = shownMeanings.filter((meaning) => weeks.some(({ counts }) => counts[meaning]));
  return (
    <Table
      label={t('table')}
      plain
      columns={[
        { id: 'week', title: t('week'), cell: ({ start }: Week) => day(start) },
        ...met.map((meaning) => ({
          id: meaning,
          title: t(`meanings.${meaning}`),
          numeric: true,
          cell: ({ counts }: Week) => format.number(counts[meaning] ?? 0),
        })),
        {
          id: 'total',
          title: t('total'),
          numeric: true,
          cell: ({ counts }) => format.number(totalOf(counts)),
        },
      ]}
      rows={weeks}
      keyOf={({ start }) => start.getTime()}
      minWidth={5 * (met.length + 2)}
    />
  );
}
