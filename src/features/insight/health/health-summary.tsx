import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Health } from '#src/services/search-index/insight/health.ts';
import { type Known, useAmountText } from '#src/services/search-index/known.ts';
import { ColumnChart } from '#src/ui/chart/column-chart.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Coverage } from '../shared/coverage.tsx';
import type { Spans } from '../shared/periods.ts';
import { useFigureText } from '../shared/use-figure-text.ts';

interface HealthSummaryProps {
  readonly health: Health;
  readonly spans: Spans;
  readonly known: Known;
}

/** The shown questions together: how many were asked and answered, over time. */
export function HealthSummary({ health, spans, known }: HealthSummaryProps) {
  const t = useTranslations('health');
  const amountText = useAmountText();
  const text = useFigureText();
  const { tally, meetings } = health;
  const amount = (value: number) => amountText(known, value, text.shown('number', value) ?? '');
  return (
    <Panel title={t('summary.title')} lead={t('summary.lead')}>
      <Facts
        of={[
          [t('columns.meetings'), amount(meetings)],
          [t('columns.asked'), amount(tally.asked)],
          [t('columns.answered'), amount(tally.answered)],
          [t('columns.unanswered'), amount(tally.asked - tally.answered)],
          [t('columns.reviewed'), amount(tally.reviewed)],
          [t('columns.flagged'), amount(tally.flagged)],
          [t('columns.corrected'), amount(tally.corrected)],
        ]}
      />
      {tally.asked > 0 && <Picture health={health} spans={spans} />}
      {tally.asked > 0 && <Numbers health={health} spans={spans} />}
      <Coverage known={known} />
    </Panel>
  );
}

interface OverTimeProps {
  readonly health: Health;
  readonly spans: Spans;
}

function useSpanName({ unit }: Spans) {
  const format = useFormatter();
  return (start: number) =>
    format.dateTime(
      start,
      unit === 'week' ? { day: 'numeric', month: 'short' } : { month: 'short', year: '2-digit' },
    );
}

function Picture({ health: { spans: counts, tally }, spans }: OverTimeProps) {
  const t = useTranslations('health.summary');
  const name = useSpanName(spans);
  return (
    <ColumnChart
      summary={t('chart', { asked: tally.asked, answered: tally.answered })}
      parts={[
        { tone: 'strong', name: t('answered') },
        { tone: 'alarm', name: t('unanswered') },
      ]}
      columns={spans.starts.map((start, at) => {
        const { asked = 0, answered = 0 } = counts[at] ?? {};
        return {
          key: start,
          label: name(start),
          title: t('column', { at: name(start), asked, answered }),
          counts: { strong: answered, alarm: asked - answered },
        };
      })}
    />
  );
}

function Numbers({ health: { spans: counts }, spans }: OverTimeProps) {
  const t = useTranslations('health');
  const text = useFigureText();
  const name = useSpanName(spans);
  const [open, setOpen] = useState(false);
  const rows = spans.starts.map((start, at) => ({ start, asked: 0, answered: 0, ...counts[at] }));
  type Row = (typeof rows)[number];
  const numeric = (id: 'asked' | 'answered' | 'unanswered', read: (row: Row) => number) => ({
    id,
    title: t(`columns.${id}`),
    numeric: true,
    cell: (row: Row) => text.shown('number', read(row)),
  });
  return (
    <details className="ui-small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('summary.table')}</summary>
      {open && (
        <Table
          label={t('summary.table')}
          plain
          columns={[
            { id: 'time', title: t('columns.from'), cell: ({ start }: Row) => name(start) },
            numeric('asked', ({ asked }) => asked),
            numeric('answered', ({ answered }) => answered),
            numeric('unanswered', ({ asked, answered }) => asked - answered),
          ]}
          rows={rows}
          keyOf={({ start }) => start}
        />
      )}
    </details>
  );
}
