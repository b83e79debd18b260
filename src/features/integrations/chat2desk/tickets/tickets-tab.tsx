import { Button } from '@mantine/core';
import { IconPlus, IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Removal } from '#src/api/chat2desk/change.ts';
import { deleteTicket, type Ticket, ticketPageOptions } from '#src/api/chat2desk/tickets.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { usualPageSize } from '#src/ui/list/page-of.ts';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { DeleteDialog } from '../../tab/delete-dialog.tsx';
import { TabHead } from '../../tab/tab-head.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { TicketBoard } from './ticket-board.tsx';
import { CreateTicket, OpenTicket } from './ticket-dialog.tsx';
import { readTicketFilter } from './ticket-filter.ts';
import { TicketTable } from './ticket-table.tsx';
import { useTicketTexts } from './use-ticket-texts.ts';

/** The tickets of the company, as a list or on a board. */
export function Component() {
  const t = useTranslations('chat2desk.tickets');
  const texts = useTicketTexts();
  const address = useTabAddress();
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<Ticket>();
  // The address still names it for a moment.
  const [removed, setRemoved] = useState<number>();
  const view = address.read('view') === 'board' ? 'board' : 'list';
  const filter = readTicketFilter(address.read);
  const opened = Number(address.read('ticket'));
  const isFiltered = ['state', 'priority', 'assignee'].some((name) => address.read(name) !== '');
  const showAll = () => address.write({ state: '', priority: '', assignee: '' });
  const linkTo = ({ id }: Ticket) => address.opening('ticket', String(id));
  const closeTicket = () => address.close('ticket');
  const { data: shown } = useQuery(
    ticketPageOptions(filter, view === 'list' ? address.page : 1, usualPageSize),
  );
  const create = (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setCreating(true)}>
      {t('create.button')}
    </Button>
  );
  useRowKeys();
  return (
    <div className="ui-stack">
      <TabHead
        title={t('title')}
        count={shown?.total === undefined ? '' : t('count', { count: shown.total })}
        actions={(view === 'board' || isFiltered || Boolean(shown?.total)) && create}
      />
      <div>
        <FilterBar label={t('filters')} onReset={isFiltered && showAll}>
          <SelectFilter
            label={t('view')}
            value={view}
            options={[
              { value: 'list', label: t('views.list') },
              { value: 'board', label: t('views.board') },
            ]}
            onChange={(next) => address.write({ view: next === 'board' ? 'board' : '', state: '' })}
          />
          {view === 'list' && (
            <OptionalFilter
              label={t('columns.state')}
              any={t('anyState')}
              value={filter.state && (`${filter.state}` as const)}
              options={texts.states}
              onChange={(state) => address.write({ state: state ?? '' })}
            />
          )}
          <OptionalFilter
            label={t('columns.priority')}
            any={t('anyPriority')}
            value={filter.priority && (`${filter.priority}` as const)}
            options={texts.priorities}
            onChange={(priority) => address.write({ priority: priority ?? '' })}
          />
          <OptionalFilter
            label={t('columns.assignee')}
            any={t('anyAssignee')}
            value={filter.assignee === undefined ? undefined : String(filter.assignee)}
            options={texts.operators}
            onChange={(assignee) => address.write({ assignee: assignee ?? '' })}
          />
        </FilterBar>
        {view === 'board' ? (
          <TicketBoard filter={filter} linkTo={linkTo} />
        ) : (
          <TicketTable
            filter={filter}
            page={address.page}
            onGo={address.go}
            linkTo={linkTo}
            empty={
              isFiltered ? (
                <NoMatch text={t('noMatch')} by="filters" onReset={showAll} />
              ) : (
                <EmptyState icon={IconTicket} text={t('empty')} action={create || null} />
              )
            }
          />
        )}
      </div>
      {creating && <CreateTicket onClose={() => setCreating(false)} />}
      {Number.isSafeInteger(opened) && opened > 0 && opened !== removed && !removing && (
        <OpenTicket key={opened} id={opened} onDelete={setRemoving} onClose={closeTicket} />
      )}
      {removing && (
        <RemoveTicket
          ticket={removing}
          onDeleted={() => {
            setRemoved(removing.id);
            closeTicket();
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </div>
  );
}

interface RemoveTicketProps {
  readonly ticket: Ticket;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

function RemoveTicket({ ticket, onDeleted, onClose }: RemoveTicketProps) {
  const t = useTranslations('chat2desk.tickets');
  const writing = useWrite<Removal, unknown>(deleteTicket, onDeleted);
  const { id, summary } = ticket;
  return (
    <DeleteDialog
      title={t('remove.title', { name: summary })}
      name={t('number', { id: String(id) })}
      writing={writing}
      request={() => ({ ...wishNow(), id })}
      onClose={onClose}
    >
      <p>{t('remove.body')}</p>
    </DeleteDialog>
  );
}
