import { IconChartBar } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { companyOptions } from '#src/api/chat2desk/administration/company.ts';
import {
  daysOf,
  isNotInPlan,
  type Report,
  reportOptions,
  reports,
} from '#src/api/chat2desk/administration/statistics.ts';
import { serverNow } from '#src/lib/clock.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { TabHead } from '../../tab/tab-head.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { NotInPlan } from './not-in-plan.tsx';
import { lastDay, readPeriod } from './period.ts';
import { PeriodChoice } from './period-choice.tsx';
import { ReportChart } from './report-chart.tsx';
import { ReportDownload } from './report-download.tsx';
import { ReportFigures } from './report-figures.tsx';
import { ReportTable } from './report-table.tsx';

/** What Chat2Desk has counted: five reports by day, and where clients came from. */
export function Component() {
  const t = useTranslations('statistics');
  const company = useQuery(companyOptions());
  if (company.data) return <Statistics zone={company.data.zone} offset={company.data.offset} />;
  if (company.isError) {
    return <ErrorState error={company.error} onRetry={() => void company.refetch()} title={t('failed')} />;
  }
  return <ReportTable report="request_stats" rows={undefined} wanted={1} onGo={() => undefined} />;
}

interface StatisticsProps {
  readonly zone: string | undefined;
  /** In minutes; without it, the reader's own. */
  readonly offset: number | undefined;
}

function Statistics({ zone, offset }: StatisticsProps) {
  const t = useTranslations('statistics');
  const address = useTabAddress();
  const now = serverNow();
  const last = lastDay(now, offset ?? -new Date(now).getTimezoneOffset());
  const report = reports.find((one) => one === address.read('report')) ?? 'request_stats';
  const period = readPeriod(address.read, last);
  const query = useQuery(reportOptions(useQueryClient(), report, period));
  const rows = query.data;
  const days = daysOf(period).length;
  useRowKeys();
  const options = reports.map((value) => ({ value, label: t(`reports.${value}`) }));
  return (
    <div className="ui-parts">
      <TabHead title={t('title')} count={rows ? t('count', { count: rows.length }) : ''} />
      <div>
        <FilterBar label={t('filters')} end={<ReportDownload report={report} period={period} rows={rows} />}>
          <SelectFilter<Report>
            label={t('report')}
            value={report}
            options={options}
            onChange={(chosen) => address.write({ report: chosen })}
          />
          <PeriodChoice period={period} last={last} onChange={address.write} />
        </FilterBar>
        <div className="ui-hint">
          <p dir="auto">{zone === undefined ? t('days') : t('daysIn', { zone })}</p>
          {report !== 'web_analytics' && <p>{t('cost', { count: days })}</p>}
        </div>
      </div>
      {isNotInPlan(query.error) ? (
        <NotInPlan report={report} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ListResults
          query={query}
          count={rows?.length}
          texts={{ failed: t('failed') }}
          busy={query.isFetching}
          empty={
            <EmptyState icon={IconChartBar} text={`${t(`empty.${report}`)} ${t('longer')}`} action={null} />
          }
        >
          <ReportFigures report={report} rows={rows} />
          <ReportChart report={report} rows={rows} period={period} />
          <ReportTable report={report} rows={rows} wanted={address.page} onGo={address.go} />
        </ListResults>
      )}
    </div>
  );
}
