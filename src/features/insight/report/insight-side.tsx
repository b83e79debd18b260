import { useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { paths } from '#src/paths.ts';
import { IndexBar } from '#src/services/search-index/index-bar.tsx';
import { useIndexFailure } from '#src/services/search-index/use-index.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { PrintButton } from '#src/ui/print/print-button.tsx';
import { InsightTabs } from '../shared/insight-tabs.tsx';
import {
  type InsightSearch,
  type ReportProps,
  readInsightSearch,
  writeInsightSearch,
} from './insight-search.ts';
import { MeetingReport } from './meeting-report.tsx';
import { QuietReport } from './quiet-report.tsx';
import { TodoReport } from './todo-report.tsx';

/** What the meetings amount to that the index on this device knows. */
export function InsightSide() {
  const t = useTranslations('insight');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const failure = useIndexFailure();
  const go = (change: Partial<InsightSearch>) => {
    const next = { ...readInsightSearch(currentQuery()), page: 1, ...change };
    return navigate(paths.insight(writeInsightSearch(next)), { preventScrollReset: true });
  };
  useRowKeys();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<PrintButton label={t('print')} />} />
      <InsightTabs shown="meetings" />
      <IndexBar text={t('fromIndex')} />
      {!failure && <Report search={readInsightSearch(params)} onGo={go} />}
    </>
  );
}

function Report({ search, onGo }: ReportProps) {
  const { report } = search;
  if (report === 'todos') return <TodoReport search={search} onGo={onGo} />;
  if (report === 'quiet') return <QuietReport search={search} onGo={onGo} />;
  return <MeetingReport search={{ ...search, report }} onGo={onGo} />;
}
