import { Skeleton } from '@mantine/core';
import { IconChevronRight, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Integration, integrationsOptions } from '#src/api/integrations.ts';
import { queryClientContext } from '#src/api/query-client.ts';
import { paths } from '#src/app/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { ConnectionState } from './connection-state.tsx';
import classes from './integrations.module.css';
import { useKindName } from './use-kind-name.ts';

/** Begins to load; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(integrationsOptions());
  return null;
}

/** The systems that Claritalk can be connected to. */
export function Component() {
  const t = useTranslations('integrations');
  const { data, isError, error, refetch } = useQuery(integrationsOptions());
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {isError && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState icon={IconPlugConnected} text={t('empty')} />
      ) : (
        <List integrations={data} />
      )}
      <CallsCard />
    </>
  );
}

/** Telephone calls come in by themselves: there is nothing to connect, only an address to hand out. */
function CallsCard() {
  const t = useTranslations('calls');
  return (
    <div className={classes.cards}>
      <div className={classes.card}>
        <Link to={paths.calls()} className={classes.cardLink ?? ''}>
          {t('title')}
          <IconChevronRight size={17} aria-hidden />
        </Link>
        <div className={classes.facts}>{t('card')}</div>
      </div>
    </div>
  );
}

const skeletons = ['one', 'two', 'three'];

function List({ integrations }: { readonly integrations: readonly Integration[] | undefined }) {
  const t = useTranslations('integrations');
  return (
    <ul className={classes.cards} aria-label={t('title')} aria-busy={!integrations}>
      {integrations?.map((integration) => <Card key={integration.id} integration={integration} />) ??
        skeletons.map((key) => (
          <li key={key} className={classes.card} aria-hidden>
            <Skeleton height={14} width="55%" radius="xl" />
            <Skeleton height={12} width="80%" radius="xl" />
          </li>
        ))}
    </ul>
  );
}

function Card({ integration }: { readonly integration: Integration }) {
  const t = useTranslations('integrations');
  const kindName = useKindName();
  const { id, name, type, connected, syncedAt } = integration;
  return (
    <li className={classes.card}>
      <Link to={paths.integration(id)} className={classes.cardLink ?? ''}>
        {name}
        <IconChevronRight size={17} aria-hidden />
      </Link>
      <div className={classes.facts}>
        {type && <span>{kindName(type)}</span>}
        <ConnectionState connected={connected} />
        {syncedAt && (
          <span>
            {t('synced')} <Moment at={syncedAt} relative />
          </span>
        )}
      </div>
    </li>
  );
}
