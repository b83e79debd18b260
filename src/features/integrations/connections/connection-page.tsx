import { Button, Skeleton } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, type LoaderFunctionArgs, useLocation, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { type ConnectableSystem, connectionsOptions } from '#src/api/gateway/connections.ts';
import { paths } from '#src/paths.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { WhyButton } from '#src/ui/why-not.tsx';
import { ApiConsole } from '../console/api-console.tsx';
import { ConsoleMemory } from '../console/console-memory.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { DisconnectPanel } from './disconnect-panel.tsx';
import { noKey } from './key-form.tsx';
import { MembersPanel } from './members-panel.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** Prefetches without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(connectionsOptions());
  return null;
}

/** The connection of the organisation to one system, and the console for its API; for admins. */
export function Component() {
  const id = useLocation().pathname.split('/').at(-1) ?? '';
  const t = useTranslations('connections');
  const all = useTranslations('integrations')('back');
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useRefusals().adminRole(self);
  const query = useQuery({ ...connectionsOptions(), enabled: self !== undefined && refusal === undefined });
  const system = query.data?.find((one) => one.id === id);
  return (
    <>
      <BackLink to={paths.integrations()} label={all} />
      {refusal ? (
        <>
          <PageHeader title={t('one')} />
          <EmptyState icon={IconPlugConnected} text={refusal.rule} action={<WhyButton refusal={refusal} />} />
        </>
      ) : (
        <>
          <PageHeader
            title={system?.name ?? t('one')}
            lead={system ? t(`about.${system.id}`) : '\u00a0'}
            actions={system?.connected && <Tabs system={system} />}
          />
          {system && self && <Content key={id} system={system} self={self} />}
          {!query.data && query.isError && (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          )}
          {!query.data && !query.isError && <Skeleton height={280} radius="lg" maw="52rem" aria-hidden />}
          {query.data && !system && (
            <ErrorState
              error={undefined}
              title={t('missing')}
              action={
                <Button component={Link} to={paths.integrations()}>
                  {all}
                </Button>
              }
            />
          )}
        </>
      )}
    </>
  );
}

const isConsole = (search: URLSearchParams) => search.get('tab') === 'console';

function Tabs({ system }: { readonly system: ConnectableSystem }) {
  const t = useTranslations('connections.tabs');
  const [search] = useSearchParams();
  const inConsole = isConsole(search);
  return (
    <nav className="ui-tabs" aria-label={t('label')}>
      <Link to={paths.connection(system.id)} aria-current={inConsole ? undefined : 'page'}>
        {t('connection')}
      </Link>
      <Link to={paths.apiConsole(system.id)} aria-current={inConsole ? 'page' : undefined}>
        {t('console')}
      </Link>
    </nav>
  );
}

interface ContentProps {
  readonly system: ConnectableSystem;
  readonly self: CurrentUser;
}

function Content({ system, self }: ContentProps) {
  const [search] = useSearchParams();
  // What was typed in the console stays while another tab is shown.
  const [memory] = useState(() => new ConsoleMemory());
  // Someone else may connect or disconnect the system while a key is typed here: the key stays in its field.
  const [draft, setDraft] = useState(noKey);
  const { connection } = system;
  if (isConsole(search) && connection) return <ApiConsole system={system} memory={memory} />;
  const form = { system, self, draft, onDraft: setDraft };
  const isConnecting = draft.key !== '' && draft.version === null;
  return (
    <div className="ui-parts ui-narrow">
      {connection && !isConnecting ? (
        <>
          <ConnectionPanel {...form} connection={connection} />
          {connection.webhook && <WebhookPanel system={system} webhook={connection.webhook} />}
          <MembersPanel system={system} connection={connection} />
          <DisconnectPanel system={system} connection={connection} />
        </>
      ) : (
        <ConnectPanel {...form} />
      )}
    </div>
  );
}
