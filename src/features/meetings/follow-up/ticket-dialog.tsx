import { useTranslations } from 'use-intl';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { makeTicket, type NewTodoTicket } from '#src/api/chat2desk/todo-requests.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { serverNow } from '#src/lib/clock.ts';
import { paths } from '#src/paths.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { TicketDialog } from '#src/services/tickets/ticket-dialog.tsx';
import { blankTicket, fieldsOf } from '#src/services/tickets/ticket-form.ts';
import type { FollowedTodo } from './followed-todo.ts';

interface TodoTicketDialogProps {
  readonly todo: FollowedTodo;
  readonly seen: number;
  readonly onClose: () => void;
}

const maxSummary = 255;

/** What a ticket says; everything is filled in from the to-do. */
export function TodoTicketDialog({ todo, seen, onClose }: TodoTicketDialogProps) {
  const t = useTranslations('followUp.ticketDialog');
  const meetings = useTranslations('meetings');
  const making = useWrite<NewTodoTicket, unknown>(makeTicket);
  const { meeting, owner, due } = todo;
  // Until the end of that day, by the reader's clock. Chat2Desk refuses a date that has passed.
  const deadline = due === undefined ? '' : `${due}T23:59`;
  return (
    <TicketDialog
      title={t('title')}
      submit={t('create')}
      lead={t('lead')}
      start={{
        ...blankTicket,
        summary: wholeCharacters(todo.description, maxSummary),
        description: t('descriptionOf', {
          meeting: meeting.name ?? meetings('untitled'),
          owner: owner ?? t('nobody'),
          link: `${window.location.origin}${paths.meeting(meeting.id)}`,
        }),
        deadline: Date.parse(deadline) > serverNow() ? deadline : '',
      }}
      choices={{}}
      writing={making}
      request={(form) => {
        const { summary, description, priority, deadline: until } = fieldsOf(form);
        const about = { meetings: [{ id: meeting.id, todos: [todo.key] }], seen };
        return { ...wishNow(), summary, description, priority, deadline: until, about };
      }}
      onClose={onClose}
    />
  );
}
