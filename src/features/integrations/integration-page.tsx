import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Integration, integrationOptions } from '#src/api/claritalk/integrations.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { SyncButton, SyncOutcomeNote } from '#src/services/integrations/sync.tsx';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { ConnectionState } from './connection-state.tsx';
import { IntegrationData } from './integration-data.tsx';
import { IntegrationQuestions } from './integration-questions.tsx';
import classes from './integrations.module.css';
import { useKindName } from './use-kind-name.ts';

/** Number of an integration; NaN for an address that no integration can have. */
const idOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);

/** Prefetches without blocking navigation. */
export function loader({ params, context }: LoaderFunctionArgs) {
  const id = idOf(requiredParam(params, 'id'));
  if (!Number.isNaN(id)) void context.get(queryClientContext).prefetchQuery(integrationOptions(id));
  return null;
}

/** One system: what Claritalk keeps of it, syncing it, and querying it directly. */
export function Component() {
  const id = idOf(requiredParam(useParams(), 'id'));
  const t = useTranslations('integrations');
  const query = useQuery({ ...integrationOptions(id), enabled: !Number.isNaN(id) });
  const { data: self } = useQuery(currentUserQuery());
  const integration = query.data;
  const lost = Number.isNaN(id) || (query.error instanceof ApiError && query.error.kind === 'not-found');
  return (
    <>
      <BackLink to={paths.integrations()} label={t('back')} />
      <PageHeader
        title={integration?.name ?? t('one')}
        lead={integration ? <Facts integration={integration} /> : '\u00a0'}
        actions={integration && self && <SyncButton integration={integration} self={self} />}
      />
      {!integration && lost && (
        <ErrorState
          error={query.error}
          title={t('missing')}
          action={
            <Button component={Link} to={paths.integrations()}>
              {t('back')}
            </Button>
          }
        />
      )}
      {!integration && query.isError && !lost && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {!integration && query.isPending && !lost && <Skeleton height={280} radius="lg" aria-hidden />}
      {integration && <Content key={integration.id} integration={integration} self={self} />}
    </>
  );
}

interface ContentProps {
  readonly integration: Integration;
  readonly self: CurrentUser | undefined;
}

function Content({ integration, self }: ContentProps) {
  return (
    <div className="ui-parts">
      <SyncOutcomeNote integration={integration} />
      <IntegrationData integration={integration} />
      {self && <IntegrationQuestions integration={integration} self={self} />}
    </div>
  );
}

function Facts({ integration: { type, connected, syncedAt } }: { readonly integration: Integration }) {
  const t = useTranslations('integrations');
  const kindName = useKindName();
  return (
    <div className={`ui-row ui-dimmed ${classes.facts}`}>
      {type && <span>{kindName(type)}</span>}
      <ConnectionState connected={connected} />
      {syncedAt && (
        <span>
          <span>{`${t('synced')} `}</span>
          <Moment at={syncedAt} />
        </span>
      )}
    </div>
  );
}
