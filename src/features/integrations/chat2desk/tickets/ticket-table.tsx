import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { To } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Ticket, type TicketFilter, ticketPageOptions } from '#src/api/chat2desk/tickets.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { pagingOf } from '#src/ui/list/paging.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { TicketLink } from './ticket-link.tsx';
import { useTicketTexts } from './use-ticket-texts.ts';

interface TicketTableProps {
  readonly filter: TicketFilter;
  readonly page: number;
  readonly onGo: (page: number) => void;
  /** Where a ticket is opened. */
  readonly linkTo: (ticket: Ticket) => To;
  /** Shown when there are none. */
  readonly empty: Elements;
}

/** Tickets as a list, the newest first. Chat2Desk gives them page by page. */
export function TicketTable({ filter, page, onGo, linkTo, empty }: TicketTableProps) {
  const t = useTranslations('chat2desk.tickets');
  const texts = useTicketTexts();
  const query = useQuery({
    ...ticketPageOptions(filter, page, usualPageSize),
    placeholderData: keepPreviousData,
  });
  const tickets = query.data?.tickets;
  const found = query.data && { total: query.data.total, full: query.data.tickets.length >= usualPageSize };
  const columns: readonly Column<Ticket>[] = [
    {
      id: 'summary',
      title: t('columns.summary'),
      cell: (ticket) => <TicketLink ticket={ticket} to={linkTo(ticket)} />,
    },
    { id: 'state', title: t('columns.state'), width: 9, cell: texts.state },
    { id: 'priority', title: t('columns.priority'), width: 8, cell: texts.priority },
    { id: 'assignee', title: t('columns.assignee'), cell: texts.assignee },
    {
      id: 'deadline',
      title: t('columns.deadline'),
      cell: ({ deadline }) => deadline && <Moment at={deadline} />,
    },
    {
      id: 'updated',
      title: t('columns.updated'),
      width: 9,
      cell: ({ updatedAt }) => updatedAt && <Moment at={updatedAt} relative />,
    },
  ];
  return (
    <ListResults
      query={query}
      count={page === 1 ? tickets?.length : tickets && 1}
      texts={{ failed: t('failed') }}
      busy={query.isPlaceholderData}
      empty={empty}
    >
      <Table label={t('title')} columns={columns} rows={tickets} keyOf={({ id }) => id} cards />
      <Pager
        label={t('pages')}
        paging={tickets && found && pagingOf(page, usualPageSize, found, tickets.length)}
        onGo={onGo}
      />
    </ListResults>
  );
}
