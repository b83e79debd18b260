import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/chat2desk/tickets.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { change } from './change.ts';
import { dataOf } from './wire.ts';

export const ticketStates = [1, 2, 3, 4] as const;
export const ticketPriorities = [1, 2, 3] as const;
export type TicketPriority = (typeof ticketPriorities)[number];

/** Something to be done about a client's request. */
export interface RequestTicket {
  /** Without `TICK-`. */
  readonly id: number;
  readonly summary: string;
  readonly description: string;
  /** Undefined where it is unknown here. */
  readonly state: (typeof ticketStates)[number] | undefined;
  readonly assignee: number | undefined;
  readonly deadline: Date | undefined;
  readonly createdAt: Date | undefined;
}

const most = 50;

/** Tickets about a request, the newest first. */
export const requestTicketsOptions = (dialog: number, request: number) =>
  queryOptions({
    queryKey: conversationKeys.tickets(dialog, request),
    queryFn: ({ signal }) => readTickets(request, signal),
  });

/** @throws ApiError */
async function readTickets(
  request: number,
  signal: AbortSignal | undefined,
): Promise<readonly RequestTicket[]> {
  const query = { request_id: request, order: 'desc' as const, limit: most };
  return list(dataOf(await call(contract.listTickets, { query, signal })), readTicket);
}

function readTicket(wire: unknown): RequestTicket | undefined {
  const one = fields(wire);
  const id = Number(String(one.id).replace(/^TICK-/, ''));
  if (!Number.isSafeInteger(id)) return undefined;
  return {
    id,
    summary: text(one.summary) ?? '',
    description: text(one.description) ?? '',
    state: ticketStates.find((known) => known === number(one.status)),
    assignee: number(one.assignee_id),
    deadline: instant(one.deadline),
    createdAt: instant(one.created_at),
  };
}

export interface NewRequestTicket extends IdempotencyKey {
  readonly dialog: number;
  readonly request: number;
  readonly summary: string;
  readonly description: string;
  readonly priority: TicketPriority;
  readonly assignee: number | undefined;
}

/** Chat2Desk's clock, and ours, may differ by this much. */
const clockMs = 60_000;

/** Makes a ticket about a request, once. */
export const createRequestTicket = (
  queryClient: QueryClient,
  given: NewRequestTicket,
  watch: PageWatch<NewRequestTicket>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ request, summary, description, priority, assignee, ...wish }) => {
      const about = { summary, description, priority, request_ids: [request] };
      const body = assignee === undefined ? about : { ...about, assignee_id: assignee };
      return write(contract.createTicket, { body, ...elevated(wish) });
    },
    async read({ request, summary, description, since }, signal) {
      const isIt = (one: RequestTicket) =>
        one.summary === summary &&
        one.description === description &&
        (one.createdAt?.getTime() ?? since) >= since - clockMs;
      return (await readTickets(request, signal)).find(isIt);
    },
    renews: [conversationKeys.tickets(given.dialog, given.request)],
  });
