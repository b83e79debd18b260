import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import {
  changeTicket,
  createTicket,
  type NewTicket,
  type Ticket,
  type TicketChange,
  ticketOptions,
} from '#src/api/chat2desk/tickets.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { TicketDialog } from '#src/services/tickets/ticket-dialog.tsx';
import { blankTicket, changesOf, fieldsOf, formOf } from '#src/services/tickets/ticket-form.ts';
import { ReadDialog } from '../../tab/read-dialog.tsx';
import { TicketConversations } from './ticket-conversations.tsx';
import { useTicketTexts } from './use-ticket-texts.ts';

interface OpenTicketProps {
  readonly id: number;
  readonly onDelete: (ticket: Ticket) => void;
  readonly onClose: () => void;
}

/** The ticket that the address names, read afresh: a link to it works whichever page of the list it is on. */
export function OpenTicket({ id, onDelete, onClose }: OpenTicketProps) {
  const t = useTranslations('chat2desk.tickets');
  const query = useQuery(ticketOptions(id));
  if (query.data) return <ChangeTicket ticket={query.data} onDelete={onDelete} onClose={onClose} />;
  return (
    <ReadDialog title={t('number', { id: String(id) })} query={query} onClose={onClose}>
      {query.data === null && <ErrorState error={undefined} title={t('missing')} />}
    </ReadDialog>
  );
}

/** Asks for a new ticket. */
export function CreateTicket({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('chat2desk.tickets');
  const create = useTranslations('tickets')('create');
  const { choices } = useTicketTexts();
  const creating = useWrite<NewTicket, unknown>(createTicket);
  return (
    <TicketDialog
      title={t('create.title')}
      submit={create}
      start={blankTicket}
      choices={choices}
      writing={creating}
      request={(form) => ({ ...wishNow(), fields: fieldsOf(form) })}
      onClose={onClose}
    />
  );
}

interface ChangeTicketProps extends Omit<OpenTicketProps, 'id'> {
  readonly ticket: Ticket;
}

/** Asks for changes of a ticket. */
function ChangeTicket({ ticket, onDelete, onClose }: ChangeTicketProps) {
  const t = useTranslations('chat2desk.tickets');
  const outcome = useTranslations('connections.outcome');
  const { choices } = useTicketTexts();
  const changing = useWrite<TicketChange, unknown>(changeTicket);
  return (
    <TicketDialog
      title={t('number', { id: String(ticket.id) })}
      submit={t('change.submit')}
      start={formOf(ticket)}
      choices={choices}
      writing={changing}
      texts={{ unknown: outcome('unknown'), found: outcome('found'), notDone: outcome('notDone') }}
      request={(form, start) => {
        const changes = changesOf(start, form);
        return Object.keys(changes).length === 0 ? 'same' : { ...wishNow(), id: ticket.id, changes };
      }}
      aside={
        <Button variant="subtle" color="red" onClick={() => onDelete(ticket)}>
          {t('remove.button')}
        </Button>
      }
      onClose={onClose}
    >
      <TicketConversations requests={ticket.requests} />
    </TicketDialog>
  );
}
