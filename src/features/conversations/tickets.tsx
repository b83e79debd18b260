import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { requestTicketsOptions } from '#src/api/chat2desk/request-tickets.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { TicketDialog } from './ticket-dialog.tsx';

interface TicketsProps {
  readonly dialog: number;
  readonly request: number;
  readonly operators: readonly Named[];
}

/** Tickets about what a client asked for, and how far they are. */
export function Tickets({ dialog, request, operators }: TicketsProps) {
  const t = useTranslations('conversations.tickets');
  const query = useQuery(requestTicketsOptions(dialog, request));
  const [isNew, setNew] = useState(false);
  const { data } = query;
  const nameOf = (id: number | undefined) => operators.find((one) => one.id === id)?.name;
  return (
    <Panel title={t('title')}>
      {!data && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {data?.length === 0 && <p className="ui-hint">{t('none')}</p>}
      {data && data.length > 0 && (
        <ul className="ui-list ui-stack">
          {data.map(({ id, summary, state, assignee }) => (
            <li key={id}>
              <p dir="auto">{summary}</p>
              <p className="ui-note" dir="auto">
                {t(nameOf(assignee) === undefined ? 'state' : 'stateOf', {
                  number: id,
                  state: t(`states.${state ?? 'unknown'}`),
                  name: nameOf(assignee) ?? '',
                })}
              </p>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button size="xs" variant="default" onClick={() => setNew(true)}>
          {t('new')}
        </Button>
      </div>
      {isNew && (
        <TicketDialog dialog={dialog} request={request} operators={operators} onClose={() => setNew(false)} />
      )}
    </Panel>
  );
}
