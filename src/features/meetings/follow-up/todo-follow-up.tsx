import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { ticketStates } from '#src/api/chat2desk/tickets.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { connectedSystemsOptions } from '#src/api/gateway/connected-systems.ts';
import { lookUpEntry } from '#src/api/gateway/sent-actions.ts';
import { followUpsOptions, type Reminder, type TodoTicket } from '#src/api/gateway/todo-follow-ups.ts';
import { sameName } from '#src/lib/same-name.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { useTicketWords } from '#src/services/tickets/use-ticket-words.ts';
import { Notice } from '#src/ui/notice.tsx';
import { type FollowedTodo, followUpOf } from './followed-todo.ts';
import { RemindButton } from './remind-button.tsx';
import { RoomForFollowUp } from './room-for-follow-up.tsx';
import { TicketButton } from './ticket-button.tsx';
import { TodoAnswer } from './todo-answer.tsx';

interface TodoFollowUpProps {
  readonly todo: FollowedTodo;
  /** To-dos of the same page: a client gets one message about theirs. */
  readonly all: readonly FollowedTodo[];
  /** UUIDs of the meetings of the page. */
  readonly meetings: readonly string[];
  /** Marks it as done; undefined for someone who cannot. */
  readonly onDone: (() => void) | undefined;
}

/** What became of a to-do beyond the meeting, and what can be done about it. */
export function TodoFollowUp({ todo, all, meetings, onDone }: TodoFollowUpProps) {
  const { data, isSuccess, isError } = useQuery(followUpsOptions(meetings));
  const { reminder, answer, ticket } = followUpOf(data, todo) ?? {};
  const { data: user } = useQuery(currentUserQuery());
  const { data: systems } = useQuery(connectedSystemsOptions());
  const hasTickets = systems?.includes('chat2desk');
  const { owner } = todo;
  const isOwn = owner !== undefined && user !== undefined && sameName(owner, user.name);
  const theirs = all.filter((one) => !one.done && owner !== undefined && one.owner === owner);
  return (
    <div className="ui-stack ui-tight ui-small">
      {!todo.done && answer && (
        <TodoAnswer key={answer.message} todo={todo} answer={answer} onDone={onDone} />
      )}
      {reminder && <Reminded reminder={reminder} />}
      {ticket && <Ticket ticket={ticket} />}
      {!isSuccess && !isError && <RoomForFollowUp todo={todo} />}
      {!todo.done && isSuccess && (
        <div className="ui-row ui-tight ui-later" data-screen>
          {/* Nobody is a client of their own. */}
          {!isOwn && <RemindButton todos={owner === undefined ? [todo] : theirs} of={todo} />}
          {hasTickets && (!ticket || ticket.deleted) && (
            <TicketButton todo={todo} seen={ticket?.entry ?? 0} />
          )}
        </div>
      )}
    </div>
  );
}

/** Says, once for all to-dos of a page, that nothing can be said about them. */
export function FollowUpsFailed({ meetings }: { readonly meetings: readonly string[] }) {
  const t = useTranslations('followUp');
  const { data, isError, error, refetch } = useQuery(followUpsOptions(meetings));
  return !data && isError ? (
    <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />
  ) : null;
}

function useSaid() {
  const format = useFormatter();
  return ({ at, by }: Pick<Reminder, 'at' | 'by'>) => ({
    by,
    at: at ? format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }) : '–',
  });
}

function Reminded({ reminder }: { readonly reminder: Reminder }) {
  const t = useTranslations('followUp');
  const said = useSaid();
  const { state, way, dialog, delivery } = reminder;
  if (state === 'unknown') return <NotKnown sent={reminder} text={t('unknown', said(reminder))} />;
  if (state === 'under-way') return <p dir="auto">{t('underWay', { by: reminder.by })}</p>;
  return (
    <p className="ui-meta">
      <span dir="auto">{t('reminded', said(reminder))}</span>
      {way !== 'messenger' && <span>{t(`dialog.ways.${way}`)}</span>}
      {delivery && <span>{t(`delivery.${delivery}`)}</span>}
      {dialog !== undefined && <Link to={paths.conversation(dialogId(dialog))}>{t('conversation')}</Link>}
    </p>
  );
}

function Ticket({ ticket }: { readonly ticket: TodoTicket }) {
  const t = useTranslations('followUp');
  const said = useSaid();
  const words = useTicketWords();
  const { state, id, status, deleted } = ticket;
  if (state === 'unknown') return <NotKnown sent={ticket} text={t('ticketUnknown', said(ticket))} />;
  if (state === 'under-way') return <p dir="auto">{t('ticketUnderWay')}</p>;
  if (deleted) return <p dir="auto">{t('ticketDeleted')}</p>;
  const known = ticketStates.find((one) => one === status);
  return <p dir="auto">{t('ticketState', { id: String(id ?? '–'), status: words.state(known) })}</p>;
}

/** Something that may have happened: whoever asked for it can find out. */
function NotKnown({ sent, text }: { readonly sent: Reminder | TodoTicket; readonly text: string }) {
  const t = useTranslations('followUp');
  const looking = useWrite(lookUpEntry, undefined, shownAnyway);
  const look = { label: t('look'), onClick: () => void looking.run({ id: sent.entry, ...wishNow() }) };
  return (
    <>
      <Notice kind="warning" {...(sent.canLook ? { action: look } : {})}>
        <p dir="auto">{text}</p>
        {!sent.canLook && <p dir="auto">{t('unknownOther')}</p>}
      </Notice>
      <WriteNotice
        state={looking.state}
        texts={{ unknown: t('lookUnknown'), found: t('lookFound'), notDone: t('lookFailed') }}
        onCheck={() => looking.look()}
      />
    </>
  );
}
