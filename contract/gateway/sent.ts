/**
 * What people do about entries of the ledger: send again what is known not to have happened, find out what is not
 * known, withdraw what still waits. Whose entries these are is checked as for reading them.
 */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';
import { ledgerEntry } from './ledger-entry.ts';

/** Header of a request that does again what an entry asked for: its id. Each entry is sent again once, by anyone. */
export const retryHeader = 'x-retry-of';

/** Header that says what a request is about, as JSON: see `about`. */
export const aboutHeader = 'x-about';

/** Most meetings and to-dos that one request is about. */
export const mostAbout = 40;

/** Meetings that a request is about, and the to-dos in them by the keys of the review. */
export const about = v.strictObject({
  meetings: v.pipe(
    v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.uuid()),
        todos: v.optional(
          v.pipe(v.array(v.pipe(v.string(), v.regex(/^[\w~.-]{1,64}$/))), v.maxLength(mostAbout)),
        ),
      }),
    ),
    v.minLength(1),
    v.maxLength(mostAbout),
  ),
  /**
   * The newest entry about these to-dos that the person has seen, 0 for none. Where there is a newer one by then,
   * nothing is sent.
   */
  seen: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
export type About = v.InferOutput<typeof about>;

const params = v.strictObject({ id: v.pipe(v.string(), v.regex(/^\d{1,15}$/)) });
const errors = [
  { status: 401, when: 'not signed in' },
  { status: 404, when: 'there is none, or it is someone else’s' },
  { status: 409, when: 'it is too late to cancel it, or nothing has to be found out' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;

/** Withdraws what has not left the gateway yet. */
export const cancelSent = operation({
  name: 'cancelSent',
  method: 'POST',
  root: adminRoot,
  path: '/ledger/:id/cancel',
  params,
  response: v.object({ entry: ledgerEntry }),
  requestHeaders: [idempotencyHeader],
  errors,
});

/** Finds out at the system what became of an entry whose outcome is unknown; one that is known is returned. Only reads there. */
export const lookForSent = operation({
  name: 'lookForSent',
  method: 'POST',
  root: adminRoot,
  path: '/ledger/:id/look',
  params,
  response: v.object({ entry: ledgerEntry }),
  requestHeaders: [idempotencyHeader],
  errors,
});

/** Until then, what the system does not have may still arrive there, in ms. */
export const arrivesWithinMs = 2 * 60_000;
