/**
 * What became of to-dos beyond the meeting: reminders that clients got, what they answered, tickets. Whoever may read a
 * meeting may read this of its to-dos; messages of clients only where their conversation is visible, too.
 */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';
import { deliveryStates } from './conversations.ts';
import { ledgerStates } from './ledger-entry.ts';
import { sentWays } from './meeting-sent.ts';

const system = v.picklist(['chat2desk']);
const uuid = v.pipe(v.string(), v.uuid());

/** Operations that remind someone, whichever way: one reminder counts for all of them. */
export const reminding: readonly string[] = ['sendMessage', 'sendUserEmail', 'sendText'];

/** Most meetings that are asked about at once. */
export const mostFollowed = 60;

const errors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the meeting is not visible to the caller; nor is whether it exists' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;

/** Something that was sent about a to-do: an entry of the ledger that happened, or may have. */
const sent = {
  entry: v.number(),
  state: v.picklist(ledgerStates),
  at: v.string(),
  /** Name of who asked for it. */
  by: v.string(),
  /** Whether the caller may find out what became of it. */
  canLook: v.boolean(),
};

/** The last reminder, the last ticket, and what the client wrote since the reminder. */
export const todoFollowUp = v.object({
  meeting: v.string(),
  todo: v.string(),
  reminder: v.nullable(
    v.object({
      ...sent,
      way: v.picklist(sentWays),
      client: v.nullable(v.object({ id: v.number(), name: v.string() })),
      dialog: v.nullable(v.number()),
      delivery: v.nullable(v.picklist(deliveryStates)),
    }),
  ),
  answer: v.nullable(
    v.object({
      message: v.number(),
      text: v.string(),
      at: v.nullable(v.string()),
      dialog: v.number(),
      client: v.string(),
    }),
  ),
  ticket: v.nullable(
    v.object({
      ...sent,
      /** Its number; null until it is known. */
      id: v.nullable(v.number()),
      /** 1 to 4; null where it is not known, or the ticket was deleted. */
      status: v.nullable(v.number()),
      deleted: v.boolean(),
    }),
  ),
});

export const listTodoFollowUps = operation({
  name: 'listTodoFollowUps',
  method: 'GET',
  root: adminRoot,
  path: '/todos/:system',
  params: v.strictObject({ system }),
  query: v.strictObject({ meeting: v.pipe(v.array(uuid), v.minLength(1), v.maxLength(mostFollowed)) }),
  repeatable: ['meeting'],
  response: v.object({ todos: v.array(todoFollowUp) }),
  errors,
});

/** What a client wrote up to a message is no answer to a reminder of this to-do. */
export const dismissTodoAnswer = operation({
  name: 'dismissTodoAnswer',
  method: 'PUT',
  root: adminRoot,
  path: '/todos/:system/:meeting/:todo/dismissed/:message',
  params: v.strictObject({
    system,
    meeting: uuid,
    todo: v.pipe(v.string(), v.regex(/^[\w~.-]{1,64}$/)),
    message: v.pipe(v.string(), v.regex(/^\d{1,15}$/)),
  }),
  response: v.unknown(),
  requestHeaders: [idempotencyHeader],
  errors,
});
