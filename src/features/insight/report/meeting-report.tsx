import { IconChartBar } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { delayDays, type Insight, insightGroups } from '#src/services/search-index/insight/insight.ts';
import { noFilter } from '#src/services/search-index/model/filters.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { useMinute } from '#src/ui/minute-clock.ts';
import { spansOf } from '../shared/periods.ts';
import type { InsightSearch, ReportProps } from './insight-search.ts';
import { ReportChart } from './report-chart.tsx';
import { ReportView } from './report-view.tsx';
import { meetingFiguresOf, meetingParts, type PeriodReport } from './reports.ts';
import { useGroupLabels } from './use-group-labels.ts';

interface MeetingSearch extends InsightSearch {
  readonly report: PeriodReport;
}

const only = <T,>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

/** A report on the meetings of a period. */
export function MeetingReport({ search, onGo }: ReportProps<MeetingSearch>) {
  const t = useTranslations('insight');
  const { report, period, owner, type, dossier, language } = search;
  const by = insightGroups.find((group) => group === search.by) ?? 'time';
  const spans = spansOf(period, new Date(useMinute()));
  const request = {
    filter: {
      ...noFilter,
      from: spans.from,
      owners: only(owner),
      types: only(type),
      dossiers: only(dossier),
      languages: only(language),
    },
    by,
    starts: spans.starts,
    before: spans.before,
  };
  const query = useIndexQuery(['insight', request], (index) => index.insight(request), indexStore.available);
  const { data, known } = query;
  const parts = report === 'approval' ? undefined : meetingParts[report];
  const groups = useGroupLabels(by, data?.rows.map(({ key }) => key) ?? [], spans);
  // In the order of time, or by what the chart shows first.
  const first = parts?.[0];
  const rows =
    first && by !== 'time'
      ? data?.rows.toSorted((one, other) => first.read(other) - first.read(one))
      : data?.rows;
  return (
    <ReportView
      search={search}
      onGo={onGo}
      query={query}
      known={known}
      unread={data?.unread ?? 0}
      rows={
        data &&
        (data.total.meetings === 0
          ? []
          : rows?.map((row) => ({
              key: row.key,
              label: groups.label(row.key),
              href: groups.href(row.key),
              figures: meetingFiguresOf(report, row),
            })))
      }
      total={data ? meetingFiguresOf(report, data.total) : []}
      empty={
        <EmptyState
          icon={IconChartBar}
          text={t(known === 'all' ? 'empty' : 'emptyYet')}
          action={<NextPage to={paths.meetings()} page="meetings" />}
        />
      }
      chart={
        parts && rows ? (
          <ReportChart
            parts={parts}
            groups={rows.map((row) => ({ key: row.key, label: groups.label(row.key), source: row }))}
            named={by !== 'time'}
          />
        ) : (
          data && <Delays delays={data.delays} />
        )
      }
    />
  );
}

/** Approvals by how long they took. */
function Delays({ delays }: Pick<Insight, 'delays'>) {
  const t = useTranslations('insight.delays');
  const names = [
    ...delayDays.map((days) => t('within', { days })),
    t('later', { days: delayDays.at(-1) ?? 0 }),
  ];
  return (
    <ReportChart
      parts={[{ id: 'meetings', tone: 'strong', read: (count: number) => count }]}
      groups={delays.map((count, at) => ({ key: names[at] ?? '', label: names[at] ?? '', source: count }))}
      named={false}
    />
  );
}
