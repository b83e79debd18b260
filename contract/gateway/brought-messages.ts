/** Messages of a conversation that become chat lines of a meeting: each once per meeting, whoever asks how often. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';

const params = v.strictObject({
  system: v.picklist(['chat2desk']),
  id: v.pipe(v.string(), v.regex(/^\d{1,15}$/)),
});
const meeting = v.pipe(v.string(), v.uuid());
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const errors = [
  { status: 400, when: 'malformed' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the conversation is not visible to the caller; nor is whether it exists' },
  { status: 404, when: 'the caller may not write in the meeting’s chat, or there is none' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'a system failed or cannot be reached' },
] as const;

/** Most messages at once: each takes a request. */
export const mostBrought = 20;

/** Which messages of a conversation are in a meeting’s chat, or may be. */
export const listBroughtMessages = operation({
  name: 'listBroughtMessages',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/:id/brought',
  params,
  query: v.strictObject({ meeting }),
  response: v.object({
    messages: v.array(v.object({ id: v.number(), state: v.picklist(['begun', 'done']) })),
  }),
  errors,
});

/**
 * Adds messages to a meeting’s chat, as “Name: text” at their time. What is there is not added again; what may be there is
 * looked for, and not added until that is known. Internal comments stay where they are.
 */
export const bringMessages = operation({
  name: 'bringMessages',
  method: 'POST',
  root: adminRoot,
  path: '/conversations/:system/:id/brought',
  params,
  body: v.strictObject({
    meeting,
    /** The number by which the meeting’s chat is known. */
    number: id,
    messages: v.pipe(v.array(id), v.minLength(1), v.maxLength(mostBrought)),
  }),
  response: v.object({
    brought: v.array(v.number()),
    /** They were there before. */
    already: v.array(v.number()),
    /** They may be there. */
    unknown: v.array(v.number()),
  }),
  errors,
});
