import { IconTicket } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { FollowUpButton } from './follow-up-button.tsx';
import type { FollowedTodo } from './followed-todo.ts';

const load = async () => (await import('./ticket-dialog.tsx')).TodoTicketDialog;

interface TicketButtonProps {
  readonly todo: FollowedTodo;
  /** The ledger's entry of a ticket that is no more; 0 where there was none. */
  readonly seen: number;
}

/** Opens the form that makes a ticket of a to-do. */
export function TicketButton({ todo, seen }: TicketButtonProps) {
  const t = useTranslations('followUp');
  return (
    <FollowUpButton
      icon={IconTicket}
      text={t('ticket')}
      label={t('ticketOf', { what: todo.description })}
      load={load}
      dialog={{ todo, seen }}
    />
  );
}
