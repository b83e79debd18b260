import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { operatorsOptions } from '#src/api/chat2desk/operators.ts';
import {
  type Ticket,
  ticketPriorities,
  ticketStates,
  ticketValuesOptions,
} from '#src/api/chat2desk/tickets.ts';

/** How tickets are put into words, and what can be chosen. */
export function useTicketTexts() {
  const t = useTranslations('chat2desk.tickets');
  const { data: operators = [] } = useQuery(operatorsOptions());
  const { data: values } = useQuery(ticketValuesOptions());
  // A company may not have all of them.
  const isThere = (known: number, all: readonly { readonly id: number }[] | undefined) =>
    all === undefined || all.length === 0 || all.some(({ id }) => id === known);
  return {
    states: ticketStates
      .filter((one) => isThere(one, values?.states))
      .map((one) => ({ value: `${one}` as const, label: t(`states.${one}`) })),
    priorities: ticketPriorities
      .filter((one) => isThere(one, values?.priorities))
      .map((one) => ({ value: `${one}` as const, label: t(`priorities.${one}`) })),
    operators: operators.map(({ id, name }) => ({ value: String(id), label: name })),
    state: ({ state }: Ticket): string => (state === undefined ? '' : t(`states.${state}`)),
    priority: ({ priority }: Ticket): string => (priority === undefined ? '' : t(`priorities.${priority}`)),
    assignee: ({ assignee }: Ticket): string | undefined =>
      assignee === undefined
        ? undefined
        : (operators.find(({ id }) => id === assignee)?.name ?? String(assignee)),
  };
}
