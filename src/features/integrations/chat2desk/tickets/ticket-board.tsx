import { Box, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { To } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import {
  changeTicket,
  type Ticket,
  type TicketChange,
  type TicketFilter,
  type TicketState,
  ticketColumnOptions,
  ticketStates,
} from '#src/api/chat2desk/tickets.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { shownAnyway } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { useTicketWords } from '#src/services/tickets/use-ticket-words.ts';
import { MoreButton } from '#src/ui/list/more-button.tsx';
import { Select } from '#src/ui/list/select.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { TicketLink } from './ticket-link.tsx';
import { useTicketTexts } from './use-ticket-texts.ts';

interface TicketBoardProps {
  /** Its state is what the columns are. */
  readonly filter: TicketFilter;
  /** Where a ticket is opened. */
  readonly linkTo: (ticket: Ticket) => To;
}

/** Tickets in a column for each state. A choice on each card moves it, which a mouse, a finger and keys can all use. */
export function TicketBoard({ filter, linkTo }: TicketBoardProps) {
  const t = useTranslations('chat2desk.tickets');
  const words = useTicketWords();
  const [moved, setMoved] = useState('');
  const moving = useWriteInTurn<TicketChange, unknown>(
    changeTicket,
    (_, { id, changes: { state } }) =>
      state && setMoved(t('moved', { id: String(id), state: words.state(state) })),
    // The board shows what became of it whenever it is opened.
    shownAnyway,
  );
  const move = (ticket: Ticket, state: TicketState) => {
    setMoved('');
    void moving.run({ ...wishNow(), id: ticket.id, changes: { state } });
  };
  return (
    <div className="ui-stack">
      <p className="ui-hidden" role="status" dir="auto">
        {moved}
      </p>
      <WriteResult
        of={moving}
        texts={{ unknown: t('moveUnknown'), found: t('moveFound'), notDone: t('moveNotDone') }}
      />
      <div className="ui-pair">
        {ticketStates.map((state) => (
          <BoardColumn key={state} state={state} filter={filter} linkTo={linkTo} onMove={move} />
        ))}
      </div>
    </div>
  );
}

interface BoardColumnProps extends TicketBoardProps {
  readonly state: TicketState;
  /** One is being moved. */
  readonly onMove: (ticket: Ticket, state: TicketState) => void;
}

function BoardColumn({ state, filter, linkTo, onMove }: BoardColumnProps) {
  const t = useTranslations('chat2desk.tickets');
  const words = useTicketWords();
  const format = useFormatter();
  const query = useInfiniteQuery(ticketColumnOptions({ ...filter, state }));
  const tickets = query.data?.pages.flatMap((page) => page.tickets);
  const total = query.data?.pages[0]?.total ?? tickets?.length;
  return (
    <section aria-label={words.state(state)}>
      <div className="ui-stack">
        <h3 className="ui-between">
          <span dir="auto">{words.state(state)}</span>
          {total !== undefined && <span className="ui-note ui-figures">{format.number(total)}</span>}
        </h3>
        {!tickets && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {!tickets && !query.isError && <Skeleton height={160} radius="lg" aria-hidden />}
        {tickets?.length === 0 && <p className="ui-hint">{t('noneHere')}</p>}
        <ul className="ui-list ui-stack">
          {tickets?.map((ticket) => (
            <Box key={ticket.id} component="li" className="ui-card ui-stack" p="sm" data-row>
              <TicketCard ticket={ticket} linkTo={linkTo} onMove={onMove} />
            </Box>
          ))}
        </ul>
        <MoreButton of={query} text={t('more')} />
      </div>
    </section>
  );
}

interface TicketCardProps extends Pick<BoardColumnProps, 'linkTo' | 'onMove'> {
  readonly ticket: Ticket;
}

function TicketCard({ ticket, linkTo, onMove }: TicketCardProps) {
  const t = useTranslations('chat2desk.tickets');
  const texts = useTicketTexts();
  const assignee = texts.assignee(ticket);
  return (
    <>
      <div>
        <TicketLink ticket={ticket} to={linkTo(ticket)} />
        <p className="ui-meta">
          <span dir="auto">{texts.priority(ticket)}</span>
          {assignee !== undefined && <span dir="auto">{assignee}</span>}
          {ticket.deadline && <Moment at={ticket.deadline} />}
        </p>
      </div>
      <Select
        small
        label={t('move', { id: String(ticket.id) })}
        value={`${ticket.state ?? 1}`}
        options={texts.states}
        onChange={(value) => {
          const to = ticketStates.find((one) => String(one) === value);
          if (to && to !== ticket.state) onMove(ticket, to);
        }}
      />
    </>
  );
}
