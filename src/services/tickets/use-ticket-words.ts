import { useTranslations } from 'use-intl';
import type { Ticket } from '#src/api/chat2desk/tickets.ts';

/** Returns what states and priorities of tickets are called, wherever tickets are shown. */
export function useTicketWords() {
  const t = useTranslations('tickets');
  return {
    state: (state: Ticket['state']): string => t(`states.${state ?? 'unknown'}`),
    priority: (priority: Ticket['priority']): string =>
      priority === undefined ? '' : t(`priorities.${priority}`),
  };
}
