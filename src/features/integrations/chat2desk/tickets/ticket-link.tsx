import { Text } from '@mantine/core';
import { Link, type To } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Ticket } from '#src/api/chat2desk/tickets.ts';

interface TicketLinkProps {
  readonly ticket: Ticket;
  /** Where it is opened. */
  readonly to: To;
}

/** Opens a ticket, under its number and what it is about. */
export function TicketLink({ ticket, to }: TicketLinkProps) {
  const t = useTranslations('chat2desk.tickets');
  return (
    <>
      <Link to={to} preventScrollReset dir="auto">
        {ticket.summary || t('number', { id: String(ticket.id) })}
      </Link>
      <Text component="p" size="xs" c="dimmed" fw={400}>
        {t('number', { id: String(ticket.id) })}
      </Text>
    </>
  );
}
