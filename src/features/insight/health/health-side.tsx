import { IconClipboardHeart } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { useAddressSearch } from '#src/lib/address/use-address-search.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { IndexBar } from '#src/services/search-index/index-bar.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { foundOf, useAmountText } from '#src/services/search-index/known.ts';
import { useIndexFailure, useIndexQuery } from '#src/services/search-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { Pager } from '#src/ui/list/pager.tsx';
import { pagingOf } from '#src/ui/list/paging.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { PageHeader } from '#src/ui/page-header.tsx';
import { PrintButton } from '#src/ui/print/print-button.tsx';
import { InsightTabs } from '../shared/insight-tabs.tsx';
import { spansOf } from '../shared/periods.ts';
import { HealthFilters } from './health-filters.tsx';
import { HealthReportButtons } from './health-report-buttons.tsx';
import { readHealthSearch, writeHealthSearch } from './health-search.ts';
import { HealthSummary } from './health-summary.tsx';
import { HealthTable } from './health-table.tsx';

const pageSize = 25;

/** How the questions of templates do in the meetings that the index on this device knows. */
export function HealthSide() {
  const t = useTranslations('health');
  const failure = useIndexFailure();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<PrintButton label={t('print')} />} />
      <InsightTabs shown="templates" />
      <IndexBar text={t('fromIndex')} />
      {!failure && <HealthList />}
    </>
  );
}

function HealthList() {
  const t = useTranslations('health');
  const amountText = useAmountText();
  const address = useAddressSearch({
    read: readHealthSearch,
    write: writeHealthSearch,
    path: (query) => paths.insight(query, '/templates'),
  });
  const { search } = address;
  const { page, period, ...asked } = search;
  const spans = spansOf(period, new Date(useMinute()));
  const request = {
    ...asked,
    from: spans.from,
    until: undefined,
    starts: spans.starts,
    offset: (page - 1) * pageSize,
    limit: pageSize,
  };
  const query = useIndexQuery(['health', request], (index) => index.health(request), indexStore.available);
  const { data, known } = query;
  useRowKeys();
  const isNarrowed = search.text !== '' || search.finding !== undefined || search.type !== undefined;
  return (
    <>
      <HealthFilters
        address={address}
        health={data}
        isNarrowed={isNarrowed}
        end={<HealthReportButtons request={request} period={period} known={known} empty={!data?.total} />}
      />
      <ListResults
        query={query}
        count={data?.total}
        texts={{ failed: t('failed') }}
        empty={
          isNarrowed ? (
            <NoMatch
              text={t(known === 'all' ? 'noMatch' : 'noneYet')}
              by="filters"
              onReset={() => address.go({ text: '', finding: undefined, type: undefined })}
            />
          ) : (
            <EmptyState
              icon={IconClipboardHeart}
              text={t(known === 'all' ? 'none' : 'noneYet')}
              action={<NextPage to={paths.meetings()} page="meetings" />}
            />
          )
        }
      >
        {data && <HealthSummary health={data} spans={spans} known={known} />}
        {data && (
          <p role="status" className="ui-hint" dir="auto">
            {amountText(known, data.total, t(`count.${search.level}`, { count: data.total }))}
          </p>
        )}
        <HealthTable rows={data?.rows} search={search} onGo={address.go} />
        <Pager
          label={t('pages')}
          paging={
            data && pagingOf(page, pageSize, foundOf(known, data.total, page * pageSize), data.rows.length)
          }
          onGo={(to) => address.go({ page: to })}
        />
      </ListResults>
    </>
  );
}
