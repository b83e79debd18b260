import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { getRequest } from '#contract/chat2desk/requests.ts';
import * as contract from '#contract/chat2desk/tickets.ts';
import { getTicketValues } from '#contract/chat2desk/values.ts';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { fields, instant, list, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { oneOrNone } from '../client/one-or-none.ts';
import { write } from '../client/write.ts';
import type { Named } from '../gateway/conversations.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { change, removing } from './change.ts';
import { deskKeys } from './desk-keys.ts';
import { dataOf } from './wire.ts';

export const ticketStates = [1, 2, 3, 4] as const;
export type TicketState = (typeof ticketStates)[number];
export const ticketPriorities = [3, 2, 1] as const;
export type TicketPriority = (typeof ticketPriorities)[number];

/** Something that has to be done for a client. */
export interface Ticket {
  /** As in its address at Chat2Desk; people see `TICK-` before it. */
  readonly id: number;
  readonly summary: string;
  readonly description: string;
  readonly state: TicketState | undefined;
  readonly priority: TicketPriority | undefined;
  readonly deadline: Date | undefined;
  /** Id of an operator. */
  readonly assignee: number | undefined;
  /** Ids of the requests that it is about. */
  readonly requests: readonly number[];
  readonly createdAt: Date | undefined;
  readonly updatedAt: Date | undefined;
}

export interface TicketFilter {
  readonly state: TicketState | undefined;
  readonly priority: TicketPriority | undefined;
  readonly assignee: number | undefined;
  /** Id of the request that they are about. */
  readonly request?: number | undefined;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** Of all that match; undefined where Chat2Desk does not say. */
  readonly total: number | undefined;
}

async function readPage(
  { state, priority, assignee, request }: TicketFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
  signal: AbortSignal | undefined,
): Promise<TicketPage> {
  const filter = { status: state, priority, assignee_id: assignee, request_id: request };
  const query = { ...filter, order: 'desc' as const, limit, offset };
  const wire = await call(contract.listTickets, { query, signal });
  return {
    tickets: list(dataOf(wire), normaliseTicket),
    total: number(fields(fields(wire).meta).total),
  };
}

/** A page of the tickets that match, the newest first. */
export const ticketPageOptions = (filter: TicketFilter, page: number, limit: number) =>
  queryOptions({
    queryKey: deskKeys.ticketPage({ ...filter, page, limit }),
    queryFn: ({ signal }) => readPage(filter, { limit, offset: (page - 1) * limit }, signal),
    placeholderData: keepPreviousData,
  });

const anything = { state: undefined, priority: undefined, assignee: undefined } as const;
const requestRows = 50;

/** Tickets about a request, the newest first. */
export const requestTicketsOptions = (dialog: number, request: number) =>
  queryOptions({
    queryKey: conversationKeys.tickets(dialogId(dialog), request),
    queryFn: async ({ signal }) =>
      (await readPage({ ...anything, request }, { limit: requestRows, offset: 0 }, signal)).tickets,
  });

const columnRows = 20;

/** The tickets that match, the newest first; further ones on demand. */
export const ticketColumnOptions = (filter: TicketFilter) =>
  infiniteQueryOptions({
    queryKey: deskKeys.ticketPage({ ...filter, column: true }),
    queryFn: ({ pageParam, signal }) => readPage(filter, { limit: columnRows, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ tickets, total }, all) => {
      const next = all.length * columnRows;
      return (total === undefined ? tickets.length < columnRows : next >= total) ? undefined : next;
    },
  });

export const ticketOptions = (id: number) =>
  queryOptions({
    queryKey: deskKeys.ticket(id),
    queryFn: async ({ signal }): Promise<Ticket | null> => (await readTicket(id, signal)) ?? null,
  });

async function readTicket(id: number, signal: AbortSignal | undefined): Promise<Ticket | undefined> {
  const wire = await oneOrNone(() => call(contract.getTicket, { params: { id: String(id) }, signal }));
  return normaliseTicket(dataOf(wire));
}

/** What Chat2Desk calls states and priorities, for those that are unknown here. */
export const ticketValuesOptions = () =>
  queryOptions({
    queryKey: deskKeys.values('tickets'),
    queryFn: async ({ signal }) => {
      const wire = fields(dataOf(await call(getTicketValues, { signal })));
      return { states: list(wire['status list'], named), priorities: list(wire['priority list'], named) };
    },
    staleTime: 60 * 60_000,
  });

/** The conversation that a request belongs to; null where that is not known. */
export const conversationOfRequest = (request: number) =>
  queryOptions({
    queryKey: deskKeys.requestDialog(request),
    queryFn: async ({ signal }): Promise<number | null> => {
      const wire = await oneOrNone(() => call(getRequest, { params: { id: String(request) }, signal }));
      return number(fields(dataOf(wire)).dialog_id) ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

function named(wire: unknown): Named | undefined {
  const { id, name } = fields(wire);
  const known = number(id);
  return known === undefined ? undefined : { id: known, name: text(name) ?? String(known) };
}

/** Undefined without an id. */
export function normaliseTicket(wire: unknown): Ticket | undefined {
  const one = fields(wire);
  const id = typeof one.id === 'string' ? number(one.id.replace(/^TICK-/, '')) : number(one.id);
  if (id === undefined) return undefined;
  return {
    id,
    summary: text(one.summary) ?? '',
    description: text(one.description) ?? '',
    state: ticketStates.find((known) => known === number(one.status)),
    priority: ticketPriorities.find((known) => known === number(one.priority)),
    deadline: instant(one.deadline),
    assignee: number(one.assignee_id),
    requests: list(one.request_ids, number),
    createdAt: instant(one.created_at),
    updatedAt: instant(one.updated_at),
  };
}

export interface TicketFields {
  readonly summary: string;
  readonly description: string;
  readonly state: TicketState;
  readonly priority: TicketPriority;
  readonly assignee: number | undefined;
  /** ISO 8601; undefined without one. */
  readonly deadline: string | undefined;
}

export interface NewTicket extends IdempotencyKey {
  readonly fields: TicketFields;
  /** The request that it is about, and its conversation. */
  readonly about?: { readonly request: number; readonly dialog: number };
}

export interface TicketChange extends IdempotencyKey {
  readonly id: number;
  readonly changes: Partial<TicketFields>;
}

const renews = [deskKeys.tickets];

/** Chat2Desk’s clock may be this much behind, in ms. */
const clockMs = 60_000;

/** Creates a ticket, once. */
export const createTicket = (
  queryClient: QueryClient,
  given: NewTicket,
  watch: PageWatch<NewTicket>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ fields: { summary, description, priority, ...rest }, about, ...one }) => {
      const requests = about ? { request_ids: [about.request] } : {};
      const body = { summary, description, priority, ...wireOf(rest), ...requests };
      return write(contract.createTicket, { body, ...elevated(one) });
    },
    async read({ fields: wanted, about, since }, signal) {
      const filter = { ...anything, request: about?.request };
      const { tickets } = await readPage(filter, { limit: requestRows, offset: 0 }, signal);
      const isNew = ({ createdAt }: Ticket) =>
        createdAt === undefined || createdAt.getTime() > since - clockMs;
      return tickets.find((one) => isNew(one) && isSo(one, wanted));
    },
    renews: given.about
      ? [...renews, conversationKeys.tickets(dialogId(given.about.dialog), given.about.request)]
      : renews,
  });

export const changeTicket = (
  queryClient: QueryClient,
  given: TicketChange,
  watch: PageWatch<TicketChange>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ id, changes, ...one }) =>
      write(contract.updateTicket, { params: { id: String(id) }, body: wireOf(changes), ...elevated(one) }),
    async read({ id, changes }, signal) {
      const now = await readTicket(id, signal);
      return now && isSo(now, changes) ? now : undefined;
    },
    renews,
  });

export const deleteTicket = removing({
  send: (options) => write(contract.deleteTicket, options),
  get: (options) => call(contract.getTicket, options),
  renews,
});

function isSo(now: Ticket, wanted: Partial<TicketFields>): boolean {
  const { summary, description, state, priority, assignee, deadline } = wanted;
  return (
    (summary === undefined || now.summary === summary) &&
    (description === undefined || now.description === description) &&
    (state === undefined || now.state === state) &&
    (priority === undefined || now.priority === priority) &&
    (assignee === undefined || now.assignee === assignee) &&
    (deadline === undefined || now.deadline?.getTime() === Date.parse(deadline))
  );
}

const wireOf = ({ summary, description, state, priority, assignee, deadline }: Partial<TicketFields>) => ({
  ...(summary === undefined ? {} : { summary }),
  ...(description === undefined ? {} : { description }),
  ...(state === undefined ? {} : { status: state }),
  ...(priority === undefined ? {} : { priority }),
  ...(assignee === undefined ? {} : { assignee_id: assignee }),
  ...(deadline === undefined ? {} : { deadline }),
});
