import { Skeleton } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import type { ConnectableSystem } from '#src/api/gateway/connections.ts';
import { operationsOptions } from '#src/api/gateway/console.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import classes from './console.module.css';
import type { ConsoleMemory } from './console-memory.ts';
import { OperationList } from './operation-list.tsx';
import { OperationPanel } from './operation-panel.tsx';

interface ApiConsoleProps {
  readonly system: ConnectableSystem;
  readonly memory: ConsoleMemory;
}

/** Every operation of a connected system, each with its own form. */
export function ApiConsole({ system, memory }: ApiConsoleProps) {
  const t = useTranslations('console');
  const [search] = useSearchParams();
  const query = useQuery(operationsOptions(system.id));
  const chosen = search.get('operation') ?? undefined;
  // A large form is drawn in pieces, while the list already shows which one was chosen.
  const drawn = useDeferredValue(chosen);
  const operation = query.data?.operations.find(({ name }) => name === drawn);
  useRowKeys();
  if (!query.data && query.isError)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton height={420} radius="lg" aria-hidden />;
  return (
    <div className={classes.console} data-chosen={chosen !== undefined || undefined}>
      <OperationList system={system.id} operations={query.data.operations} chosen={chosen} />
      <div className={`ui-parts ${classes.operation}`} aria-busy={drawn !== chosen}>
        {chosen !== undefined && (
          <div className={classes.back}>
            <BackLink to={paths.apiConsole(system.id)} label={t('all')} keepsScroll />
          </div>
        )}
        {operation ? (
          <OperationPanel
            key={operation.name}
            system={system}
            operation={operation}
            target={{ ...query.data, address: system.connection?.url ?? query.data.address }}
            memory={memory}
          />
        ) : drawn === undefined ? (
          <div className="ui-card">
            <EmptyState icon={IconTerminal2} text={t('choose', { name: system.name })} action={null} />
          </div>
        ) : (
          <ErrorState error={undefined} title={t('missing', { name: drawn })} />
        )}
      </div>
    </div>
  );
}
