import { type TicketFilter, ticketPriorities, ticketStates } from '#src/api/chat2desk/tickets.ts';

/** The filter that an address has; whatever is odd is left out. */
export function readTicketFilter(read: (name: string) => string): TicketFilter {
  const assignee = Number(read('assignee'));
  return {
    state: ticketStates.find((one) => String(one) === read('state')),
    priority: ticketPriorities.find((one) => String(one) === read('priority')),
    assignee: Number.isSafeInteger(assignee) && assignee > 0 ? assignee : undefined,
  };
}
