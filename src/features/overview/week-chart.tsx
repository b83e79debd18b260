import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { StatusMeaning } from '#src/lib/meeting-status.ts';
import { ColumnChart, type Tone } from '#src/ui/chart/column-chart.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { totalOf } from './model/week-counts.ts';
import { shownMeanings, type Week } from './model/weeks.ts';
import { useDay } from './use-day.ts';
import classes from './week-chart.module.css';

interface WeekChartProps {
  /** Undefined while they are counted. */
  readonly weeks: readonly Week[] | undefined;
  readonly failed: boolean;
  readonly onRetry: () => void;
  /** How complete it is, where that matters. */
  readonly note: string | undefined;
}

/** Meetings per week by outcome: a chart, and the same numbers as a table. */
export function WeekChart({ weeks, failed, onRetry, note }: WeekChartProps) {
  const t = useTranslations('overview.chart');
  return (
    <section aria-labelledby="overview-chart" className={`ui-card ${classes.panel}`}>
      <h2 id="overview-chart" className={classes.heading}>
        {t('title')}
      </h2>
      {!weeks && !failed && <Skeleton className={classes.space ?? ''} radius="md" aria-hidden />}
      {!weeks && failed && (
        <div className={classes.space} role="alert">
          <p className="ui-note ui-after">{t('failed')}</p>
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('retry')}
          </Button>
        </div>
      )}
      {weeks && weeks.length === 0 && (
        <p className={classes.space} dir="auto">
          {note}
        </p>
      )}
      {weeks && weeks.length > 0 && (
        <>
          <Picture weeks={weeks} />
          {note && (
            <p className="ui-note ui-after" dir="auto">
              {note}
            </p>
          )}
          <Numbers weeks={weeks} />
        </>
      )}
    </section>
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

function Picture({ weeks }: { readonly weeks: readonly Week[] }) {
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
