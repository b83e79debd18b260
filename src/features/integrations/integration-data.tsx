import { IconDatabaseOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import {
  type Integration,
  type IntegrationRecord,
  integrationDataOptions,
} from '#src/api/claritalk/integrations.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { useQueryValue } from '#src/lib/address/use-query-value.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { Pager } from '#src/ui/list/pager.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { usePages } from '#src/ui/list/use-pages.ts';
import { Panel } from '#src/ui/panel.tsx';

/** What Claritalk keeps of a system since the last sync; the server searches for the term. */
export function IntegrationData({ integration }: { readonly integration: Integration }) {
  const t = useTranslations('integrations.data');
  const [kept = '', keep] = useQueryValue('term');
  const term = kept.trim();
  const { text, type } = useAddressText(term, (wanted) => void keep(wanted || undefined));
  const query = useQuery({
    ...integrationDataOptions(integration.id, term),
    placeholderData: keepPreviousData,
    enabled: integration.connected !== false,
  });
  const nothing = query.error instanceof ApiError && query.error.kind === 'not-found';
  const { data, isPlaceholderData } = query;
  return (
    <Panel
      title={t('title')}
      {...(integration.connected === false ? {} : { lead: t('lead', { name: integration.name }) })}
    >
      {integration.connected === false ? (
        <EmptyState
          icon={IconDatabaseOff}
          text={t('notConnected')}
          action={<NextPage to={paths.integrations()} page="integrations" />}
        />
      ) : nothing ? (
        <EmptyState icon={IconDatabaseOff} text={t('none', { name: integration.name })} action={null} />
      ) : (
        <>
          <FilterBar label={t('search')}>
            <SearchBox label={t('search')} value={text} maxLength={255} onChange={type} />
            <span role="status" className="ui-hint">
              {data && !isPlaceholderData && t('count', { count: data.length })}
            </span>
          </FilterBar>
          <ListResults
            query={query}
            count={data?.length}
            empty={
              term === '' ? (
                <EmptyState
                  icon={IconDatabaseOff}
                  text={t('none', { name: integration.name })}
                  action={null}
                />
              ) : (
                <NoMatch text={t('noMatch')} by="search" onReset={() => type('')} />
              )
            }
            busy={isPlaceholderData}
          >
            <Records key={term} records={data} stale={isPlaceholderData} />
          </ListResults>
        </>
      )}
    </Panel>
  );
}

interface RecordsProps {
  readonly records: readonly IntegrationRecord[] | undefined;
  /** They belong to the previous term. */
  readonly stale: boolean;
}

function Records({ records, stale }: RecordsProps) {
  const t = useTranslations('integrations');
  const pages = usePages(records ?? []);
  return (
    <>
      <div data-stale={stale || undefined}>
        <Table
          label={t('data.title')}
          plain
          columns={[
            { id: 'name', title: t('columns.name'), cell: ({ title }) => title },
            {
              id: 'description',
              title: t('columns.description'),
              from: 48,
              below: 'name',
              cell: ({ description }) => description,
            },
            {
              id: 'vat',
              title: t('columns.vat'),
              from: 48,
              below: 'name',
              cell: ({ vatNumber }) => vatNumber,
            },
            { id: 'type', title: t('columns.type'), width: 7, cell: (record) => record.type },
          ]}
          rows={records && pages.shown}
          keyOf={({ key }) => key}
        />
      </div>
      <Pager label={t('pages', { list: t('data.title') })} paging={pages.paging} onGo={pages.go} />
    </>
  );
}
