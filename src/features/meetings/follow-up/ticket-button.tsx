import { Button } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
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
  const [isOpen, setOpen] = useState(false);
  const Dialog = useOnDemand(load, isOpen);
  return (
    <>
      <Button
        size="compact-sm"
        px={0}
        variant="subtle"
        leftSection={<IconTicket size={15} aria-hidden />}
        aria-label={t('ticketOf', { what: todo.description })}
        onClick={() => setOpen(true)}
        dir="auto"
      >
        {t('ticket')}
      </Button>
      {isOpen && Dialog && <Dialog todo={todo} seen={seen} onClose={() => setOpen(false)} />}
    </>
  );
}
