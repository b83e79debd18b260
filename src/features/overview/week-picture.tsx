import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { StatusMeaning } from '#src/lib/meeting-status.ts';
import { ColumnChart, type Tone } from '#src/ui/chart/column-chart.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { totalOf } from './model/week-counts.ts';
import { shownMeanings, type Week } from './model/weeks.ts';
import { useDay } from './use-day.ts';
import classes from './week-chart.module.css';

interface WeekPictureProps {
  readonly weeks: readonly Week[];
  /** How complete it is, where that matters. */
  readonly note: string | undefined;
}

/** Weeks as columns, and as a table for whoever opens it. */
export function WeekPicture({ weeks, note }: WeekPictureProps) {
  return (
    <>
      <Columns weeks={weeks} />
      {note && (
        <p className="ui-note ui-after" dir="auto">
          {note}
        </p>
      )}
      <Numbers weeks={weeks} />
    </>
  );
}

/** How each meaning is drawn. */
const tones: Readonly<Record<StatusMeaning, Tone>> = {
  final: 'strong',
  working: 'middle',
  draft: 'quiet',
  failed: 'alarm',
  unknown: 'odd',
};

function Columns({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useTranslations('overview.chart');
  const day = useDay();
  const totals = weeks.map(({ counts }) => totalOf(counts));
  const met = shownMeanings.filter((meaning) => weeks.some(({ counts }) => counts[meaning]));
  const sum = totals.reduce((all, total) => all + total, 0);
  return (
    <ColumnChart
      summary={t('summary', { count: sum, weeks: weeks.length, highest: Math.max(1, ...totals) })}
      parts={met.map((meaning) => ({ tone: tones[meaning], name: t(`meanings.${meaning}`) }))}
      columns={weeks.map(({ start, counts }) => ({
        key: start.getTime(),
        label: day(start),
        title: `${t('weekOf', { day: day(start) })}: ${t('count', { count: totalOf(counts) })}`,
        counts: Object.fromEntries(met.map((meaning) => [tones[meaning], counts[meaning] ?? 0])),
      }))}
    />
  );
}

const loadNumbers = () => import('./week-numbers.tsx');

/** The same as a table, loaded when it is opened. */
function Numbers({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useTranslations('overview.chart');
  const [open, setOpen] = useState(false);
  const numbers = useOnDemand(loadNumbers, open);
  return (
    <details
      className={`ui-tiny ui-after ${classes.details}`}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('table')}</summary>
      {numbers && <numbers.WeekNumbers weeks={weeks} />}
    </details>
  );
}
