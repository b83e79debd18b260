/** Who was called, conferences, and who waits, as the gateway lists them: for each person what they may see. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';

const params = v.strictObject({ system: v.picklist(['courier']) });
const digits = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
const instant = v.nullable(v.string());
const paged = v.strictObject({
  offset: v.optional(digits),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
});

const errors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'for admins only' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;

/** What comes with every list. */
const around = {
  /** Where these begin among all: a page that is no longer there becomes the last one. */
  offset: v.number(),
  /** How many the caller may see. */
  total: v.number(),
  everything: v.boolean(),
  /** Whether more may follow. */
  checking: v.boolean(),
};

/** Calls that were dialled for conferences, the newest first. */
export const listDialledCalls = operation({
  name: 'listDialledCalls',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/dialled',
  params,
  query: paged,
  response: v.object({
    dialled: v.array(
      v.object({
        id: v.string(),
        at: instant,
        /** Name of the person called, where the system knows one. */
        person: v.nullable(v.string()),
        seconds: v.nullable(v.number()),
        /** In the words of the system: `completed`, `no-answer`. */
        status: v.nullable(v.string()),
        /** UUID. */
        conference: v.nullable(v.string()),
      }),
    ),
    ...around,
  }),
  errors,
});

/** Conferences, the newest first. */
export const listConferences = operation({
  name: 'listConferences',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/conferences',
  params,
  query: paged,
  response: v.object({
    conferences: v.array(
      v.object({
        id: v.string(),
        at: instant,
        /** Name of the person who began it, where the system knows one. */
        by: v.nullable(v.string()),
        /** `created`, `running`, `completed`, `failed`, or another word of the system. */
        state: v.nullable(v.string()),
      }),
    ),
    ...around,
    /** Who the caller is at the system; null for someone whom it does not know. */
    individual: v.nullable(v.string()),
  }),
  errors,
});

/** For admins: who waits for an answer at the company’s numbers, the longest first. */
export const listWaitingCallers = operation({
  name: 'listWaitingCallers',
  method: 'GET',
  root: adminRoot,
  path: '/calls/:system/waiting',
  params,
  response: v.object({
    callers: v.array(
      v.object({
        id: v.string(),
        phone: v.nullable(v.string()),
        person: v.nullable(v.string()),
        /** Seconds. */
        waited: v.nullable(v.number()),
        /** The number that was called. */
        line: v.nullable(v.string()),
      }),
    ),
  }),
  errors,
});
