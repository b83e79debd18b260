import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { type DeliveryState, deliveryStates } from '#contract/gateway/conversations.ts';
import { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import { sentWays } from '#contract/gateway/meeting-sent.ts';
import { dismissTodoAnswer, listTodoFollowUps } from '#contract/gateway/todos.ts';
import { fields, flag, instant, list, number, text, type Wire } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import type { Named } from './conversations.ts';
import { conversationKeys } from './follow-conversations.ts';

/** Something that was sent about a to-do and happened, or may have. */
interface SentAboutTodo {
  /** Id in the ledger. */
  readonly entry: number;
  readonly state: (typeof ledgerStates)[number];
  readonly at: Date | undefined;
  /** Name of who asked for it. */
  readonly by: string;
  /** It is not known whether it happened, and the reader may find out. */
  readonly canLook: boolean;
}

export interface Reminder extends SentAboutTodo {
  readonly way: (typeof sentWays)[number];
  /** Undefined where the reader may not see the client. */
  readonly client: Named | undefined;
  readonly dialog: number | undefined;
  readonly delivery: DeliveryState | undefined;
}

/** What a client wrote after a reminder. */
export interface TodoAnswer {
  readonly message: number;
  readonly text: string;
  readonly at: Date | undefined;
  readonly dialog: number;
  readonly client: string;
}

export interface TodoTicket extends SentAboutTodo {
  readonly id: number | undefined;
  /** 1 to 4. */
  readonly status: number | undefined;
  readonly deleted: boolean;
}

/** What became of a to-do beyond its meeting. */
export interface FollowUp {
  readonly meeting: string;
  /** Key of the to-do in the review. */
  readonly todo: string;
  readonly reminder: Reminder | undefined;
  readonly answer: TodoAnswer | undefined;
  readonly ticket: TodoTicket | undefined;
}

const system = 'chat2desk';
/** Nothing reports to members what becomes of a ticket. */
const ticketsEveryMs = 60_000;

/** @param meetings UUIDs, at most `mostFollowed` */
export const followUpsOptions = (meetings: readonly string[]) =>
  queryOptions({
    queryKey: conversationKeys.todos(meetings),
    queryFn: ({ signal }) => readFollowUps(meetings, signal),
    enabled: meetings.length > 0,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.some(({ ticket }) => ticket && !ticket.deleted && ticket.status !== closed)
        ? ticketsEveryMs
        : false,
  });

/** Status of a ticket with which nothing is left to do. */
const closed = 4;

async function readFollowUps(
  meetings: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly FollowUp[]> {
  const wire = await call(listTodoFollowUps, {
    params: { system },
    query: { meeting: [...meetings] },
    signal,
  });
  return list(fields(wire).todos, normaliseFollowUp);
}

/** A message of a client that does not answer to a reminder of a to-do. */
export interface Dismissal extends IdempotencyKey {
  readonly meeting: string;
  readonly todo: string;
  readonly message: number;
}

/** Takes what a client wrote so far from a to-do, for everyone. Doing so twice does no harm. */
export async function dismissAnswer(
  queryClient: QueryClient,
  given: Dismissal,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { meeting, todo, message } = given;
  const params = { system, meeting, todo, message: String(message) } as const;
  const find: Find<unknown> = async (signal) => {
    const found = (await readFollowUps([meeting], signal)).find((one) => one.todo === todo);
    return found?.answer?.message === message ? 'absent' : { found };
  };
  const result = await certain<unknown>(
    () => write(dismissTodoAnswer, { params, ...elevated(given) }),
    find,
    watch,
  );
  await queryClient.invalidateQueries({ queryKey: conversationKeys.todos([]).slice(0, 2) });
  return result;
}

export function normaliseFollowUp(wire: unknown): FollowUp | undefined {
  const { meeting, todo, reminder, answer, ticket } = fields(wire);
  const [inMeeting, key] = [text(meeting), text(todo)];
  if (inMeeting === undefined || key === undefined) return undefined;
  return {
    meeting: inMeeting,
    todo: key,
    reminder: reminderOf(fields(reminder)),
    answer: answerOf(fields(answer)),
    ticket: ticketOf(fields(ticket)),
  };
}

function sentOf({ entry, state, at, by, canLook }: Wire): SentAboutTodo | undefined {
  const id = number(entry);
  if (id === undefined) return undefined;
  // What is odd is not known.
  const known = ledgerStates.find((one) => one === state) ?? 'unknown';
  return { entry: id, state: known, at: instant(at), by: text(by) ?? '', canLook: flag(canLook) ?? false };
}

function reminderOf(wire: Wire): Reminder | undefined {
  const sent = sentOf(wire);
  if (!sent) return undefined;
  const { id, name } = fields(wire.client);
  const client = number(id);
  return {
    ...sent,
    way: sentWays.find((known) => known === wire.way) ?? 'messenger',
    client: client === undefined ? undefined : { id: client, name: text(name) ?? String(client) },
    dialog: number(wire.dialog),
    delivery: deliveryStates.find((one) => one === wire.delivery),
  };
}

function answerOf(wire: Wire): TodoAnswer | undefined {
  const [message, dialog] = [number(wire.message), number(wire.dialog)];
  if (message === undefined || dialog === undefined) return undefined;
  const [said, client] = [text(wire.text) ?? '', text(wire.client) ?? ''];
  return { message, dialog, text: said, client, at: instant(wire.at) };
}

function ticketOf(wire: Wire): TodoTicket | undefined {
  const sent = sentOf(wire);
  return (
    sent && {
      ...sent,
      id: number(wire.id),
      status: number(wire.status),
      deleted: flag(wire.deleted) ?? false,
    }
  );
}
