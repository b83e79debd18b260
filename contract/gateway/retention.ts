/**
 * How long meetings are kept: rules of the organisation's admins, holds on dossiers, and lists of what would go, which a
 * person sees before any of it goes. Who may call these and what is checked is in docs/security.md.
 */
import * as v from 'valibot';
import * as shape from '../claritalk/shapes.ts';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';

/** Statuses that a rule can be about, as they are written. What is in progress, or unheard of, never goes. */
export const retentionStatuses = {
  draft: ['draft'],
  finished: ['finished', 'meeting processed'],
  failed: ['failed'],
} as const;

export const retentionKinds = ['draft', 'finished', 'failed', 'any'] as const;
export const retentionUnits = ['days', 'months', 'years'] as const;

export const retentionRule = v.strictObject({
  kind: v.picklist(retentionKinds),
  /** Since the meeting was last changed. */
  after: v.strictObject({
    amount: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
    unit: v.picklist(retentionUnits),
  }),
  /** Meeting type; any if absent. */
  typeId: v.optional(v.number()),
  /** Two letters. */
  language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2}$/))),
  teamId: v.optional(v.pipe(v.string(), v.maxLength(100))),
});
export type RetentionRule = v.InferOutput<typeof retentionRule>;

export const maxRetentionRules = 50;
const rules = v.pipe(v.array(retentionRule), v.maxLength(maxRetentionRules));

/** What becomes of a meeting on a list. */
export const retentionItemStates = [
  /** It would go. */
  'listed',
  /** Its dossier is on hold. */
  'held',
  /** The request to delete it left, and its outcome is not known. */
  'deleting',
  'deleted',
  /** Someone else had deleted it. */
  'gone',
  /** It was changed since it was listed: left out. */
  'changed',
  /** Claritalk refused. */
  'failed',
] as const;
export type RetentionItemState = (typeof retentionItemStates)[number];

/** For how many days owners are told before a list may be carried out. */
export const retentionNotices = [0, 1, 3, 7, 14] as const;

/** A list may be carried out for so many days, once its owners were told. */
export const retentionListDays = 7;

export const retentionListStates = ['listing', 'listed', 'running', 'stopped', 'done', 'failed'] as const;
export type RetentionListState = (typeof retentionListStates)[number];

const instant = v.string();
const person = v.object({ uuid: v.string(), name: v.string() });

const list = v.object({
  id: v.string(),
  state: v.picklist(retentionListStates),
  at: instant,
  /** From when on it may be carried out: owners are told until then. */
  runsFrom: instant,
  /** Meetings that were looked at. */
  read: v.number(),
  by: person,
  /** Whoever saw the list and began to delete. */
  ranBy: v.nullable(person),
  ranAt: v.nullable(instant),
  endedAt: v.nullable(instant),
  counts: v.record(v.string(), v.number()),
  /** SHA-256 of everything on it, in hexadecimal; null while it is being written. */
  digest: v.nullable(v.string()),
  /** The rules as they were. */
  rules: v.array(retentionRule),
  /** Why it stopped. */
  problem: v.nullable(v.object({ code: v.string(), values: v.record(v.string(), v.string()) })),
});
export type RetentionListView = v.InferOutput<typeof list>;

const hold = v.object({
  dossier: v.string(),
  name: v.string(),
  reason: v.string(),
  by: person,
  at: instant,
});
export type RetentionHoldView = v.InferOutput<typeof hold>;

const errors = [
  { status: 400, when: 'malformed' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the caller is not an admin of the service account’s organisation' },
  { status: 404, when: 'there is no such list' },
  { status: 409, when: 'another list is being written or carried out, or this one is not what was seen' },
  { status: 429, when: 'too many administrative requests' },
  { status: 502, when: 'Claritalk failed or cannot be reached; nothing was done' },
  { status: 503, when: 'no service account is set up, or it must not be used' },
] as const;
const requestHeaders = [idempotencyHeader];
const params = v.strictObject({ id: shape.uuid });

export const getRetention = operation({
  name: 'getRetention',
  method: 'GET',
  root: adminRoot,
  path: '/retention',
  response: v.object({
    rules: v.array(retentionRule),
    version: v.number(),
    noticeDays: v.number(),
    holds: v.array(hold),
    /** The newest first. */
    lists: v.array(list),
  }),
  errors,
});

/** What reminds an admin; nothing for one whose organisation this gateway does not serve. */
export const getRetentionDue = operation({
  name: 'getRetentionDue',
  method: 'GET',
  root: adminRoot,
  path: '/retention/due',
  response: v.object({
    rules: v.number(),
    /** The newest list: when it was made, and how many on it are still to be deleted. */
    list: v.nullable(v.object({ at: instant, left: v.number() })),
  }),
  errors,
});

/** What a list that may be carried out, or soon may be, has of the caller’s own meetings: for anyone who is signed in. */
export const getOwnRetention = operation({
  name: 'getOwnRetention',
  method: 'GET',
  root: adminRoot,
  path: '/retention/own',
  response: v.object({
    /** From when on they may be deleted; null where there is no such list. */
    from: v.nullable(instant),
    meetings: v.array(
      v.object({
        meeting: v.string(),
        name: v.nullable(v.string()),
        changedAt: instant,
        rule: retentionRule,
      }),
    ),
    /** How many there are: `meetings` has the first of them. */
    total: v.number(),
  }),
  errors,
});

export const saveRetentionRules = operation({
  name: 'saveRetentionRules',
  method: 'PUT',
  root: adminRoot,
  path: '/retention/rules',
  /** `version`: of the rules that were changed. */
  body: v.strictObject({
    rules,
    version: v.number(),
    /** As before if absent. */
    noticeDays: v.optional(v.picklist(retentionNotices)),
  }),
  response: v.object({ version: v.number() }),
  requestHeaders,
  errors,
});

export const setRetentionHold = operation({
  name: 'setRetentionHold',
  method: 'PUT',
  root: adminRoot,
  path: '/retention/holds',
  body: v.strictObject({
    dossier: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
    name: v.pipe(v.string(), v.maxLength(255)),
    reason: v.pipe(v.string(), v.maxLength(500)),
    held: v.boolean(),
  }),
  response: shape.empty,
  successStatuses: [204],
  requestHeaders,
  errors,
});

/** Begins a list of what would go; nothing goes. The same id begins one list. */
export const listRetention = operation({
  name: 'listRetention',
  method: 'POST',
  root: adminRoot,
  path: '/retention/lists',
  body: v.strictObject({ id: shape.uuid }),
  response: list,
  requestHeaders,
  errors,
});

export const runRetention = operation({
  name: 'runRetention',
  method: 'POST',
  root: adminRoot,
  path: '/retention/lists/:id/run',
  params,
  /** What was seen: the list’s digest, and how many meetings would go. */
  body: v.strictObject({ digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), count: v.number() }),
  response: list,
  requestHeaders,
  errors,
});

export const stopRetention = operation({
  name: 'stopRetention',
  method: 'POST',
  root: adminRoot,
  path: '/retention/lists/:id/stop',
  params,
  response: list,
  requestHeaders,
  errors,
});

export const retentionItem = v.object({
  position: v.number(),
  meeting: v.string(),
  /** Null once it is forgotten. */
  name: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  status: v.string(),
  createdAt: v.nullable(instant),
  changedAt: instant,
  dossier: v.nullable(v.string()),
  /** Position of the rule among those of the list. */
  rule: v.number(),
  state: v.picklist(retentionItemStates),
});
export type RetentionItemView = v.InferOutput<typeof retentionItem>;

export const listRetentionItems = operation({
  name: 'listRetentionItems',
  method: 'GET',
  root: adminRoot,
  path: '/retention/lists/:id/items',
  params,
  query: v.strictObject({ offset: v.optional(shape.naturalQuery), limit: v.optional(shape.naturalQuery) }),
  response: v.object({ items: v.array(retentionItem), total: v.number() }),
  errors,
});
