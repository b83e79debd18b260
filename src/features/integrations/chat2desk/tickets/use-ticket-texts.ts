import { useQuery } from '@tanstack/react-query';
import { operatorsOptions } from '#src/api/chat2desk/operators.ts';
import {
  type Ticket,
  ticketPriorities,
  ticketStates,
  ticketValuesOptions,
} from '#src/api/chat2desk/tickets.ts';
import { useTicketWords } from '#src/services/tickets/use-ticket-words.ts';

/** How tickets are put into words, and what can be chosen. */
export function useTicketTexts() {
  const words = useTicketWords();
  const { data: operators = [] } = useQuery(operatorsOptions());
  const { data: values } = useQuery(ticketValuesOptions());
  // A company may not have all of them.
  const isThere = (known: number, all: readonly { readonly id: number }[] | undefined) =>
    all === undefined || all.length === 0 || all.some(({ id }) => id === known);
  const states = ticketStates.filter((one) => isThere(one, values?.states));
  const priorities = ticketPriorities.filter((one) => isThere(one, values?.priorities));
  const assignees = operators.map(({ id, name }) => ({ value: String(id), label: name }));
  return {
    choices: { states, priorities, assignees },
    states: states.map((one) => ({ value: `${one}` as const, label: words.state(one) })),
    priorities: priorities.map((one) => ({ value: `${one}` as const, label: words.priority(one) })),
    operators: assignees,
    state: ({ state }: Ticket): string => words.state(state),
    priority: ({ priority }: Ticket): string => words.priority(priority),
    assignee: ({ assignee }: Ticket): string | undefined =>
      assignee === undefined
        ? undefined
        : (operators.find(({ id }) => id === assignee)?.name ?? String(assignee)),
  };
}
