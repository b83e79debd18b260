import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { totalOf } from './model/week-counts.ts';
import { shownMeanings, type Week } from './model/weeks.ts';
import { useDay } from './use-day.ts';
import classes from './week-chart.module.css';
import { WeekPatterns } from './week-patterns.tsx';

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
          <p className={`ui-note ${classes.note}`}>{t('failed')}</p>
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
            <p className={`ui-note ${classes.note}`} dir="auto">
              {note}
            </p>
          )}
          <Numbers weeks={weeks} />
        </>
      )}
    </section>
  );
}

const percent = (part: number) => `${(100 * part).toFixed(2)}%`;
/** Room above the highest column for its number, as a part of the height. */
const headroom = 0.14;

/** No library: a column of rectangles for each week. All positions are parts of the whole, so that it fits anywhere. */
function Picture({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useTranslations('overview.chart');
  const format = useFormatter();
  const day = useDay();
  const highest = Math.max(1, ...weeks.map(({ counts }) => totalOf(counts)));
  const step = 1 / weeks.length;
  const met = shownMeanings.filter((meaning) => weeks.some(({ counts }) => counts[meaning]));
  const sum = weeks.reduce((all, { counts }) => all + totalOf(counts), 0);
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.chart}
        role="img"
        aria-label={t('summary', { count: sum, weeks: weeks.length, highest })}
      >
        <WeekPatterns />
        <line className={classes.ground} x1="0" x2="100%" y1="100%" y2="100%" />
        {weeks.map(({ start, counts }, index) => {
          const total = totalOf(counts);
          let below = 0;
          return (
            <g key={start.getTime()}>
              <title>{`${t('weekOf', { day: day(start) })}: ${t('count', { count: total })}`}</title>
              {/* Catches the pointer beside and above a low column too. */}
              <rect className={classes.catch} x={percent(index * step)} width={percent(step)} height="100%" />
              {met.map((meaning) => {
                const height = ((counts[meaning] ?? 0) / highest) * (1 - headroom);
                below += height;
                return height === 0 ? null : (
                  <rect
                    key={meaning}
                    data-meaning={meaning}
                    x={percent((index + 0.18) * step)}
                    width={percent(step * 0.64)}
                    y={percent(1 - below)}
                    height={percent(height)}
                  />
                );
              })}
              <text x={percent((index + 0.5) * step)} y={percent(1 - below)} dy="-5">
                {format.number(total)}
              </text>
            </g>
          );
        })}
      </svg>
      <div className={classes.days} aria-hidden>
        {weeks.map(({ start }) => (
          <span key={start.getTime()} dir="auto">
            {day(start)}
          </span>
        ))}
      </div>
      <figcaption className={classes.legend}>
        {met.map((meaning) => (
          <span key={meaning}>
            <svg className={classes.swatch} aria-hidden>
              <rect data-meaning={meaning} width="100%" height="100%" />
            </svg>
            <span>{t(`meanings.${meaning}`)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

const loadNumbers = () => import('./week-numbers.tsx');

/** The same as a table, loaded when it is opened. */
function Numbers({ weeks }: { readonly weeks: readonly Week[] }) {
  const t = useTranslations('overview.chart');
  const [open, setOpen] = useState(false);
  const numbers = useOnDemand(loadNumbers, open);
  return (
    <details className={classes.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('table')}</summary>
      {numbers && <numbers.WeekNumbers weeks={weeks} />}
    </details>
  );
}
