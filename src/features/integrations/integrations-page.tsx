import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Integration, integrationsOptions } from '#src/api/claritalk/integrations.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { connectionsOptions } from '#src/api/gateway/connections.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import rows from '#src/ui/list/link-list.module.css';
import { Table } from '#src/ui/list/table.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { ConnectionState } from './connection-state.tsx';
import { ConnectionCards } from './connections/connection-cards.tsx';
import { useKindName } from './use-kind-name.ts';

/** Prefetches without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(integrationsOptions());
  void queryClient.prefetchQuery(connectionsOptions());
  return null;
}

/** The systems that Claritalk can be connected to. */
export function Component() {
  const t = useTranslations('integrations');
  const kindName = useKindName();
  const query = useQuery(integrationsOptions());
  useRowKeys();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="ui-parts">
        <ListResults
          query={query}
          count={query.data?.length}
          empty={<EmptyState icon={IconPlugConnected} text={t('empty')} action={null} />}
        >
          <Table<Integration, string>
            label={t('title')}
            columns={[
              {
                id: 'name',
                title: t('columns.name'),
                cell: ({ id, name }) => (
                  <Link to={paths.integration(id)} dir="auto">
                    {name}
                  </Link>
                ),
              },
              {
                id: 'type',
                title: t('columns.type'),
                from: 48,
                cell: ({ type }) => type && kindName(type),
              },
              {
                id: 'state',
                title: t('columns.state'),
                cell: ({ connected }) => connected !== undefined && <ConnectionState connected={connected} />,
              },
              {
                id: 'synced',
                title: t('synced'),
                from: 48,
                below: 'name',
                cell: ({ syncedAt }) => syncedAt && <Moment at={syncedAt} relative />,
              },
            ]}
            rows={query.data}
            keyOf={({ id }) => id}
            skeletons={3}
          />
        </ListResults>
        <Calls />
        <ConnectionCards />
      </div>
    </>
  );
}

/** Telephone calls come in automatically: there is nothing to connect, only an address to give out. */
function Calls() {
  const t = useTranslations('threeCx');
  return (
    <ul className="ui-card ui-list">
      <li className={rows.entry} data-row>
        <Link to={paths.threeCx()} className={`ui-opens ${rows.link}`}>
          {t('title')}
        </Link>
        <p className="ui-note">{t('card')}</p>
      </li>
    </ul>
  );
}
