import { Button, Skeleton } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { Week } from './model/weeks.ts';
import classes from './week-chart.module.css';

interface WeekChartProps {
  /** Undefined while they are counted. */
  readonly weeks: readonly Week[] | undefined;
  readonly failed: boolean;
  readonly onRetry: () => void;
  /** How complete it is, where that matters. */
  readonly note: string | undefined;
}

const loadPicture = () => import('./week-picture.tsx');

/**
 * Meetings per week by outcome: a chart, and the same numbers as a table. What draws it is loaded when the rest of the page
 * stands.
 */
export function WeekChart({ weeks, failed, onRetry, note }: WeekChartProps) {
  const t = useTranslations('overview.chart');
  const hasWeeks = weeks !== undefined && weeks.length > 0;
  const picture = useOnDemand(loadPicture, hasWeeks);
  return (
    <section aria-labelledby="overview-chart" className={`ui-card ${classes.panel}`}>
      <h2 id="overview-chart" className={classes.heading}>
        {t('title')}
      </h2>
      {(hasWeeks ? !picture : !weeks && !failed) && (
        <Skeleton className={classes.space ?? ''} radius="md" aria-hidden />
      )}
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
      {hasWeeks && picture && <picture.WeekPicture weeks={weeks} note={note} />}
    </section>
  );
}
