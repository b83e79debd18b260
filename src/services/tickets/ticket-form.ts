import type { Ticket, TicketFields } from '#src/api/chat2desk/tickets.ts';
import { isInFuture, toLocalField } from '#src/lib/time/local-time.ts';

/** What is typed about a ticket; ids and numbers as selects have them. */
export interface TicketForm {
  readonly summary: string;
  readonly description: string;
  readonly state: '1' | '2' | '3' | '4';
  readonly priority: '1' | '2' | '3';
  readonly assignee: string;
  /** As `datetime-local` has it, in the reader’s zone. */
  readonly deadline: string;
}

export const blankTicket: TicketForm = {
  summary: '',
  description: '',
  state: '1',
  priority: '2',
  assignee: '',
  deadline: '',
};

export const formOf = ({
  summary,
  description,
  state,
  priority,
  assignee,
  deadline,
}: Ticket): TicketForm => ({
  summary,
  description,
  state: `${state ?? 1}`,
  priority: `${priority ?? 2}`,
  assignee: assignee === undefined ? '' : String(assignee),
  deadline: deadline === undefined ? '' : toLocalField(deadline.getTime()),
});

/** Fields that cannot be sent as they are; `now` in milliseconds since the epoch. */
export function problemsOf(before: TicketForm, form: TicketForm, now: number): readonly (keyof TicketForm)[] {
  // Chat2Desk neither takes a date away nor accepts one that has passed.
  const isDateWrong = form.deadline !== before.deadline && !isInFuture(form.deadline, now);
  return [
    ...(form.summary.trim() === '' ? (['summary'] as const) : []),
    ...(form.description.trim() === '' ? (['description'] as const) : []),
    ...(isDateWrong ? (['deadline'] as const) : []),
  ];
}

/** What is typed, as Chat2Desk takes it. */
export const fieldsOf = (form: TicketForm): TicketFields => ({
  summary: form.summary.trim(),
  description: form.description.trim(),
  state: numbers[form.state],
  priority: numbers[form.priority],
  assignee: form.assignee === '' ? undefined : Number(form.assignee),
  deadline: form.deadline === '' ? undefined : new Date(form.deadline).toISOString(),
});

const numbers = { '1': 1, '2': 2, '3': 3, '4': 4 } as const;

/** What differs from how it was. Nothing else is sent, so that what others changed in the meantime stays. */
export function changesOf(before: TicketForm, form: TicketForm): Partial<TicketFields> {
  const { summary, description, state, priority, assignee, deadline } = fieldsOf(form);
  return {
    ...(summary === before.summary ? {} : { summary }),
    ...(description === before.description ? {} : { description }),
    ...(form.state === before.state ? {} : { state }),
    ...(form.priority === before.priority ? {} : { priority }),
    ...(form.assignee === before.assignee ? {} : { assignee }),
    ...(form.deadline === before.deadline ? {} : { deadline }),
  };
}
