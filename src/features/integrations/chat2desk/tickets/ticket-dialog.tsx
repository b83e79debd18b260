import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
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
import { serverNow } from '#src/lib/clock.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ReadDialog } from '../../tab/read-dialog.tsx';
import { TicketConversations } from './ticket-conversations.tsx';
import { blankTicket, changesOf, fieldsOf, formOf, problemsOf, type TicketForm } from './ticket-form.ts';
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
  if (query.data) return <TicketDialog ticket={query.data} onDelete={onDelete} onClose={onClose} />;
  return (
    <ReadDialog title={t('number', { id: String(id) })} query={query} onClose={onClose}>
      {query.data === null && <ErrorState error={undefined} title={t('missing')} />}
    </ReadDialog>
  );
}

interface TicketDialogProps {
  /** Undefined for a new one. */
  readonly ticket: Ticket | undefined;
  readonly onDelete: (ticket: Ticket) => void;
  readonly onClose: () => void;
}

/** Asks for a new ticket, or for changes of one. */
export function TicketDialog({ ticket, onDelete, onClose }: TicketDialogProps) {
  const t = useTranslations('chat2desk.tickets');
  const creating = useWrite<NewTicket, unknown>(createTicket);
  const changing = useWrite<TicketChange, unknown>(changeTicket);
  const [before] = useState(() => (ticket ? formOf(ticket) : blankTicket));
  const [form, setForm] = useState(before);
  const [problems, setProblems] = useState<readonly (keyof TicketForm)[]>([]);
  const edit = (change: Partial<TicketForm>) => {
    setForm({ ...form, ...change });
    setProblems([]);
    creating.clear();
    changing.clear();
  };
  const isRight = () => {
    const found = problemsOf(before, form, serverNow());
    setProblems(found);
    return found.length === 0;
  };
  const inputs = <TicketInputs form={form} before={before} problems={problems} onEdit={edit} />;
  if (!ticket) {
    return (
      <ChangeDialog
        title={t('create.title')}
        submit={t('create.submit')}
        writing={creating}
        request={() => (isRight() ? { ...wishNow(), fields: fieldsOf(form) } : undefined)}
        onClose={onClose}
      >
        {inputs}
      </ChangeDialog>
    );
  }
  const request = (): TicketChange | 'same' | undefined => {
    if (!isRight()) return undefined;
    const changes = changesOf(before, form);
    return Object.keys(changes).length === 0 ? 'same' : { ...wishNow(), id: ticket.id, changes };
  };
  return (
    <ChangeDialog
      title={t('number', { id: String(ticket.id) })}
      submit={t('change.submit')}
      writing={changing}
      request={request}
      onClose={onClose}
      aside={
        <Button variant="subtle" color="red" onClick={() => onDelete(ticket)}>
          {t('remove.button')}
        </Button>
      }
    >
      {inputs}
      <TicketConversations requests={ticket.requests} />
    </ChangeDialog>
  );
}

interface TicketInputsProps {
  readonly form: TicketForm;
  readonly before: TicketForm;
  readonly problems: readonly (keyof TicketForm)[];
  readonly onEdit: (change: Partial<TicketForm>) => void;
}

function TicketInputs({ form, before, problems, onEdit }: TicketInputsProps) {
  const t = useTranslations('chat2desk.tickets');
  const texts = useTicketTexts();
  return (
    <>
      <TextInput
        label={t('summary')}
        value={form.summary}
        maxLength={255}
        autoComplete="off"
        dir="auto"
        data-autofocus
        error={problems.includes('summary') && t('summaryMissing')}
        onChange={(event) => onEdit({ summary: event.currentTarget.value })}
      />
      <Textarea
        label={t('description')}
        autosize
        minRows={3}
        maxRows={10}
        value={form.description}
        maxLength={8_000}
        dir="auto"
        error={problems.includes('description') && t('descriptionMissing')}
        onChange={(event) => onEdit({ description: event.currentTarget.value })}
      />
      <div className="ui-pair">
        <NativeSelect
          label={t('columns.state')}
          value={form.state}
          data={texts.states}
          onChange={({ currentTarget }) => {
            const state = texts.states.find(({ value }) => value === currentTarget.value);
            if (state) onEdit({ state: state.value });
          }}
        />
        <NativeSelect
          label={t('columns.priority')}
          value={form.priority}
          data={texts.priorities}
          onChange={({ currentTarget }) => {
            const priority = texts.priorities.find(({ value }) => value === currentTarget.value);
            if (priority) onEdit({ priority: priority.value });
          }}
        />
        <NativeSelect
          label={t('columns.assignee')}
          value={form.assignee}
          data={[...(before.assignee === '' ? [{ value: '', label: t('nobody') }] : []), ...texts.operators]}
          onChange={(event) => onEdit({ assignee: event.currentTarget.value })}
        />
        <TextInput
          label={t('deadline')}
          type="datetime-local"
          value={form.deadline}
          error={problems.includes('deadline') && t('deadlineWrong')}
          onChange={(event) => onEdit({ deadline: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
