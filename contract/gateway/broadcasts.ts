/**
 * Broadcasts: one text for many people, by e-mail or text message. The gateway sends it to one after another, whatever
 * becomes of the page; see docs/decisions/038-broadcasts.md.
 */
import * as v from 'valibot';
import { instant, requiredLongText, requiredText, text, uuid } from '../fields.ts';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';
import type { refusals } from './refusals.ts';

/** Most recipients of one; how long it can be cancelled before anything leaves, in ms; the longest text message. */
export const broadcastLimits = { recipients: 200, cancelMs: 30_000, textLength: 1600 } as const;

export const broadcastWays = ['email', 'text'] as const;

export const broadcastStates = [
  /** Nothing has left yet. */
  'waiting',
  'sending',
  /** It does not continue automatically; `problem` says why. */
  'stopped',
  /** A person ended it; what had left by then stays. */
  'cancelled',
  /** Everyone was tried. */
  'done',
] as const;

export const recipientStates = [
  'waiting',
  'sending',
  /** Courier has it. */
  'accepted',
  /** It reached the telephone, or left for the mailbox. */
  'delivered',
  /** Courier could not deliver it. */
  'failed',
  /** Courier said no; nothing was sent. */
  'refused',
  /** It may have been sent. */
  'unknown',
  /** It is known that it was not sent. */
  'not-sent',
  /** It may not be sent to them; nothing was. */
  'excluded',
  'cancelled',
] as const;

/** Why someone gets nothing. */
export const exclusions = [
  'unknown-person',
  'no-email',
  'no-phone',
  'consent-missing',
  'consent-pending',
  'consent-declined',
  'same-address',
  'no-value',
  'too-long',
] as const;

const problem = v.nullable(
  v.object({
    code: v.custom<keyof typeof refusals>((code) => typeof code === 'string'),
    values: v.record(v.string(), v.string()),
  }),
);

const template = {
  way: v.picklist(broadcastWays),
  /** Of an e-mail. */
  subject: v.optional(requiredText(255)),
  text: requiredLongText,
  /** For placeholders that say the same to everyone. */
  data: v.record(text(40), text(500)),
};

export const broadcastTemplate = v.strictObject(template);
export type BroadcastTemplate = v.InferOutput<typeof broadcastTemplate>;

export const broadcastContent = v.strictObject({
  ...template,
  /** UUIDs of individuals. */
  individuals: v.pipe(v.array(uuid), v.minLength(1), v.maxLength(broadcastLimits.recipients)),
});
export type BroadcastContent = v.InferOutput<typeof broadcastContent>;

export const broadcast = v.object({
  /** Chosen by the page, as an idempotency key. */
  id: v.string(),
  state: v.picklist(broadcastStates),
  way: v.picklist(broadcastWays),
  person: v.object({ uuid: v.string(), name: v.string() }),
  /** ISO 8601, as all times here. */
  at: v.string(),
  /** Until then nothing leaves. */
  sendAt: v.string(),
  subject: v.nullable(v.string()),
  text: v.string(),
  /** How many recipients are in each state; those without any are missing. */
  counts: v.record(v.string(), v.number()),
  /** Whether the gateway is looking what became of it. */
  looking: v.boolean(),
  problem,
});
export type BroadcastView = v.InferOutput<typeof broadcast>;

export const broadcastRecipient = v.object({
  individual: v.string(),
  name: v.string(),
  /** Empty where there is none. */
  address: v.string(),
  state: v.picklist(recipientStates),
  exclusion: v.nullable(v.picklist(exclusions)),
  /** Why it was refused. */
  problem,
  /** What Courier says of a delivery that failed. */
  said: v.nullable(v.string()),
  /** When it left, as far as it has. */
  at: v.nullable(v.string()),
  /** Of its entry in the ledger. */
  entry: v.nullable(v.number()),
});
export type BroadcastRecipientView = v.InferOutput<typeof broadcastRecipient>;

const errors = [
  { status: 400, when: 'malformed' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the caller is no admin' },
  { status: 404, when: 'there is none' },
  { status: 409, when: 'too late, or someone has changed in the meantime who would get it' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;
const params = v.strictObject({ id: uuid });
const root = adminRoot;
const requestHeaders = [idempotencyHeader];
const detail = v.object({ broadcast, recipients: v.array(broadcastRecipient) });

/** People who can get a broadcast, by words of a name or an address; all of them without. */
export const findBroadcastPeople = operation({
  name: 'findBroadcastPeople',
  method: 'GET',
  root,
  path: '/broadcasts/people',
  query: v.strictObject({ way: v.picklist(broadcastWays), q: v.optional(text(255)) }),
  response: v.object({
    people: v.array(v.object({ individual: v.string(), name: v.string(), address: v.string() })),
    /** How many there are: not all are listed. */
    total: v.number(),
    /** The caller’s own address, for a test; null where there is none that it can go to. */
    own: v.nullable(v.string()),
  }),
  errors,
});

/** Checks a broadcast, and returns who would get it, who would not and why, and samples. Nothing is sent. */
export const checkBroadcast = operation({
  name: 'checkBroadcast',
  method: 'POST',
  root,
  path: '/broadcasts/check',
  body: broadcastContent,
  response: v.object({
    count: v.number(),
    excluded: v.array(
      v.object({ individual: v.string(), name: v.string(), exclusion: v.picklist(exclusions) }),
    ),
    samples: v.array(
      v.object({ name: v.string(), address: v.string(), subject: v.nullable(v.string()), text: v.string() }),
    ),
  }),
  errors,
});

/** Sends it to the caller alone. */
export const testBroadcast = operation({
  name: 'testBroadcast',
  method: 'POST',
  root,
  path: '/broadcasts/test',
  body: broadcastTemplate,
  response: v.object({ address: v.string() }),
  requestHeaders,
  errors,
});

/** All of the organisation, the newest first. */
export const listBroadcasts = operation({
  name: 'listBroadcasts',
  method: 'GET',
  root,
  path: '/broadcasts',
  query: v.strictObject({
    /** Older than the last one of a page. */
    before: v.optional(instant),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,2}$/))),
  }),
  response: v.object({
    broadcasts: v.array(broadcast),
    more: v.boolean(),
    /** How many a person has to look at: they stopped, or someone may have got one. */
    attention: v.number(),
  }),
  errors,
});

export const getBroadcast = operation({
  name: 'getBroadcast',
  method: 'GET',
  root,
  path: '/broadcasts/:id',
  params,
  response: detail,
  errors,
});

/** Begins a broadcast, or returns the one that has this id and the same content. */
export const startBroadcast = operation({
  name: 'startBroadcast',
  method: 'PUT',
  root,
  path: '/broadcasts/:id',
  params,
  body: v.strictObject({
    ...broadcastContent.entries,
    /** The number that the person typed: how many people get it. */
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(broadcastLimits.recipients)),
  }),
  response: detail,
  requestHeaders,
  errors,
});

/** Ends it: whatever has not left does not leave. */
export const cancelBroadcast = operation({
  name: 'cancelBroadcast',
  method: 'DELETE',
  root,
  path: '/broadcasts/:id',
  params,
  response: detail,
  requestHeaders,
  errors,
});

/** Continues one that stopped, and sends it to those who are known not to have got it. */
export const continueBroadcast = operation({
  name: 'continueBroadcast',
  method: 'POST',
  root,
  path: '/broadcasts/:id/continue',
  params,
  body: v.strictObject({}),
  response: detail,
  requestHeaders,
  errors,
});

/** Has the gateway look what became of those of which that is not known. Only reads at the system. */
export const lookForBroadcast = operation({
  name: 'lookForBroadcast',
  method: 'POST',
  root,
  path: '/broadcasts/:id/look',
  params,
  body: v.strictObject({}),
  response: detail,
  requestHeaders,
  errors,
});
