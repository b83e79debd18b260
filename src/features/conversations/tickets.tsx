import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { createTicket, type NewTicket, requestTicketsOptions } from '#src/api/chat2desk/tickets.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { TicketDialog } from '#src/services/tickets/ticket-dialog.tsx';
import { blankTicket, fieldsOf } from '#src/services/tickets/ticket-form.ts';
import { useTicketWords } from '#src/services/tickets/use-ticket-words.ts';
import { Panel } from '#src/ui/panel.tsx';
import { NotRead } from './not-read.tsx';

interface TicketsProps {
  readonly dialog: number;
  readonly request: number;
  readonly operators: readonly Named[];
}

/** Tickets about what a client asked for, and how far they are. */
export function Tickets({ dialog, request, operators }: TicketsProps) {
  const t = useTranslations('conversations.tickets');
  const words = useTicketWords();
  const query = useQuery(requestTicketsOptions(dialog, request));
  const [isNew, setNew] = useState(false);
  const { data } = query;
  const nameOf = (id: number | undefined) => operators.find((one) => one.id === id)?.name;
  return (
    <Panel title={t('title')}>
      {!data && query.isError && <NotRead of={query} />}
      {data?.length === 0 && <p className="ui-hint">{t('none')}</p>}
      {data && data.length > 0 && (
        <ul className="ui-list ui-stack">
          {data.map(({ id, summary, state, assignee }) => (
            <li key={id}>
              <p dir="auto">{summary}</p>
              <p className="ui-note" dir="auto">
                {t(nameOf(assignee) === undefined ? 'state' : 'stateOf', {
                  number: id,
                  state: words.state(state),
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
        <NewTicketDialog
          dialog={dialog}
          request={request}
          operators={operators}
          onClose={() => setNew(false)}
        />
      )}
    </Panel>
  );
}

function NewTicketDialog({
  dialog,
  request,
  operators,
  onClose,
}: TicketsProps & { readonly onClose: () => void }) {
  const t = useTranslations('conversations.tickets');
  const create = useTranslations('tickets')('create');
  const making = useWrite<NewTicket, unknown>(createTicket);
  return (
    <TicketDialog
      title={t('new')}
      submit={create}
      start={blankTicket}
      choices={{ assignees: operators.map(({ id, name }) => ({ value: String(id), label: name })) }}
      writing={making}
      request={(form) => ({ ...wishNow(), fields: fieldsOf(form), about: { dialog, request } })}
      onClose={onClose}
    />
  );
}
