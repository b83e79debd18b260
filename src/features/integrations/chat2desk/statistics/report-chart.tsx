import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Report, ReportPeriod, ReportRow } from '#src/api/chat2desk/administration/statistics.ts';
import { type ChartPart, ColumnChart } from '#src/ui/chart/column-chart.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { type Group, type Grouped, groupedBy } from './summary.ts';
import { useReportTexts } from './use-report-texts.ts';

interface ReportChartProps {
  readonly report: Report;
  readonly rows: readonly ReportRow[] | undefined;
  readonly period: ReportPeriod;
}

/** As many columns have a label below them. */
const mostLabels = 12;

/** A report in columns: by day or hour, by operator, score or source; and the same numbers as a table. */
export function ReportChart({ report, rows = [], period }: ReportChartProps) {
  const t = useTranslations('statistics.chart');
  const grouped = groupedBy(report, rows, period);
  if (grouped.groups.length === 0) return null;
  return (
    <Panel title={t(`titles.${report}`, { by: t(`by.${grouped.by}`) })}>
      <Picture report={report} grouped={grouped} />
      <Numbers report={report} grouped={grouped} />
    </Panel>
  );
}

interface GroupedProps {
  readonly report: Report;
  readonly grouped: Grouped;
}

const isSplit = (report: Report) => report === 'request_stats';

function Picture({ report, grouped: { by, groups } }: GroupedProps) {
  const t = useTranslations('statistics.chart');
  const texts = useReportTexts();
  const sum = groups.reduce((all, { count }) => all + count, 0);
  const highest = groups.reduce((one, other) => (other.count > one.count ? other : one));
  const every = Math.ceil(groups.length / mostLabels);
  const parts: readonly ChartPart[] = [
    { tone: 'strong', name: t('answered') },
    { tone: 'quiet', name: t('unanswered') },
  ];
  return (
    <ColumnChart
      summary={t('summary', { sum, at: texts.group(highest, by), highest: highest.count })}
      parts={isSplit(report) ? parts : parts.slice(0, 1)}
      legend={isSplit(report)}
      named={by === 'operator' || by === 'source'}
      columns={groups.map((group, at) => ({
        key: group.key,
        label: at % every === 0 ? texts.group(group, by) : '',
        title: t('column', { at: texts.group(group, by), count: group.count }),
        counts: { strong: group.count - group.unanswered, quiet: group.unanswered },
      }))}
    />
  );
}

function Numbers({ report, grouped: { by, groups } }: GroupedProps) {
  const t = useTranslations('statistics.chart');
  const texts = useReportTexts();
  const format = useFormatter();
  const [open, setOpen] = useState(false);
  const numeric = (id: string, title: string, read: (group: Group) => number) => ({
    id,
    title,
    numeric: true,
    cell: (group: Group) => format.number(read(group)),
  });
  return (
    <details className="ui-small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('table')}</summary>
      {open && (
        <Table
          label={t('table')}
          plain
          columns={[
            { id: 'group', title: t(`heads.${by}`), cell: (group: Group) => texts.group(group, by) },
            ...(isSplit(report)
              ? [
                  numeric('answered', t('answered'), ({ count, unanswered }) => count - unanswered),
                  numeric('unanswered', t('unanswered'), ({ unanswered }) => unanswered),
                ]
              : []),
            numeric('count', t('total'), ({ count }) => count),
          ]}
          rows={groups}
          keyOf={({ key }) => key}
        />
      )}
    </details>
  );
}
