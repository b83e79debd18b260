import { Button, Skeleton } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, type LoaderFunctionArgs, redirect, useLocation, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { systemIds } from '#contract/system.ts';
import { type CurrentUser, currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { type ConnectableSystem, connectionsOptions } from '#src/api/gateway/connections.ts';
import { secondTry } from '#src/lib/second-try.ts';
import { paths } from '#src/paths.ts';
import { useRefusals } from '#src/services/permissions/use-refusals.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { WhyButton } from '#src/ui/why-not.tsx';
import { ConsoleMemory } from '../console/console-memory.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { DisconnectPanel } from './disconnect-panel.tsx';
import { noKey } from './key-form.tsx';
import { MembersPanel } from './members-panel.tsx';
import { findTab, type TabId, tabsOf } from './tabs.ts';
import { WebhookPanel } from './webhook-panel.tsx';

const loadConsole = () => import('../console/api-console.tsx');
const loadAuthorPanel = () => import('#src/services/publishing/author-panel.tsx');
const AuthorPanel = lazy(async () => ({ default: (await secondTry(loadAuthorPanel)).AuthorPanel }));
const ApiConsole = lazy(async () => ({ default: (await secondTry(loadConsole)).ApiConsole }));

const systemIn = (pathname: string) => systemIds.find((id) => id === pathname.split('/')[2]);

/** Prefetches without blocking navigation. */
export function loader({ context, params: { tab }, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  const system = systemIn(pathname);
  // Where the console was before the tabs had addresses.
  if (system && searchParams.get('tab') === 'console') {
    return redirect(paths.apiConsole(system, searchParams.get('operation') ?? undefined));
  }
  void context.get(queryClientContext).prefetchQuery(connectionsOptions());
  const load = tab === 'console' ? loadConsole : system && findTab(system, tab)?.load;
  // What does not arrive is an error of the tab, once that is drawn.
  load?.().catch(() => undefined);
  return null;
}

/** The connection of the organisation to one system, what can be administered of that, and its API; for admins. */
export function Component() {
  const id = systemIn(useLocation().pathname);
  const { tab } = useParams();
  const t = useTranslations('connections');
  const all = useTranslations('integrations')('back');
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useRefusals().adminRole(self);
  const query = useQuery({ ...connectionsOptions(), enabled: self !== undefined && refusal === undefined });
  const system = query.data?.find((one) => one.id === id);
  const shown = system && shownOf(system, tab);
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
            {...(shown && shown !== 'connection'
              ? { documentTitle: t('tabs.title', { tab: t(`tabs.${shown}`), name: system.name }) }
              : {})}
            lead={system ? t(`about.${system.id}`) : '\u00a0'}
          />
          {system && self && (
            <div className="ui-parts">
              {system.connected && <Tabs system={system} shown={shown} />}
              <Content key={id} system={system} self={self} shown={shown} />
            </div>
          )}
          {!query.data && query.isError && (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          )}
          {!query.data && !query.isError && <Waiting />}
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

const Waiting = () => <Skeleton height={280} radius="lg" maw="52rem" aria-hidden />;

/** The tab that is shown; undefined where the address names one that does not exist. */
function shownOf({ id, connected }: ConnectableSystem, tab: string | undefined): TabId | undefined {
  // Without a connection there is nothing to administer.
  if (tab === undefined || !connected) return 'connection';
  return tab === 'console' ? 'console' : findTab(id, tab)?.id;
}

interface TabsProps {
  readonly system: ConnectableSystem;
  readonly shown: TabId | undefined;
}

/** Links, because each tab is a page with an address of its own. */
function Tabs({ system, shown }: TabsProps) {
  const t = useTranslations('connections.tabs');
  const tabs: readonly TabId[] = ['connection', ...tabsOf(system.id).map(({ id }) => id), 'console'];
  return (
    <div className="ui-row" data-screen>
      <nav className="ui-tabs ui-row ui-tight" aria-label={t('label')}>
        {tabs.map((id) => (
          <Link
            key={id}
            to={paths.connection(system.id, id === 'connection' ? undefined : id)}
            aria-current={id === shown ? 'page' : undefined}
            dir="auto"
          >
            {t(id)}
          </Link>
        ))}
      </nav>
    </div>
  );
}

interface ContentProps extends TabsProps {
  readonly self: CurrentUser;
}

function Content({ system, self, shown }: ContentProps) {
  const t = useTranslations('connections.tabs');
  // What was typed in the console stays while another tab is shown.
  const [memory] = useState(() => new ConsoleMemory());
  // Someone else may connect or disconnect the system while a key is typed here: the key stays in its field.
  const [draft, setDraft] = useState(noKey);
  if (shown === undefined) {
    return (
      <ErrorState
        error={undefined}
        title={t('missing', { name: system.name })}
        action={
          <Button component={Link} to={paths.connection(system.id)}>
            {t('connection')}
          </Button>
        }
      />
    );
  }
  const View = findTab(system.id, shown)?.View;
  if (View || shown === 'console') {
    return (
      <Suspense fallback={<Waiting />}>
        {View ? <View system={system} self={self} /> : <ApiConsole system={system} memory={memory} />}
      </Suspense>
    );
  }
  const { connection } = system;
  const form = { system, self, draft, onDraft: setDraft };
  const isConnecting = draft.key !== '' && draft.version === null;
  return (
    <div className="ui-parts ui-narrow">
      {connection && !isConnecting ? (
        <>
          <ConnectionPanel {...form} connection={connection} />
          {connection.webhook && <WebhookPanel system={system} webhook={connection.webhook} />}
          <MembersPanel system={system} connection={connection} />
          {system.id === 'claap' && (
            <Suspense>
              <AuthorPanel />
            </Suspense>
          )}
          <DisconnectPanel system={system} connection={connection} />
        </>
      ) : (
        <ConnectPanel {...form} />
      )}
    </div>
  );
}
