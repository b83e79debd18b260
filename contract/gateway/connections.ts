/**
 * Connections of an organisation to further systems, by a key of its own, and the ledger of what was done through them.
 * These are the gateway's own operations, under `/admin`; who may call them and what is checked is in docs/security.md.
 */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { effects, guards, systemIds, whoMay } from '../system.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';
import { ledgerEntry, ledgerStates } from './ledger-entry.ts';

const errors = [
  { status: 400, when: 'malformed, or the idempotency key is missing' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the caller is not an admin' },
  { status: 404, when: 'there is no such system here' },
  { status: 409, when: 'another admin changed the connection in the meantime' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many administrative requests' },
  { status: 502, when: 'the system failed or cannot be reached; nothing has changed' },
] as const;

/** Not that of fields.ts, whose other fields pages would load with it. */
const uuid = v.pipe(v.string(), v.uuid());
const systemId = v.picklist(systemIds);
const params = v.strictObject({ system: systemId });
const requestHeaders = [idempotencyHeader];
const number = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** Of a connection as the admin saw it; null where there was none. */
const version = v.nullable(number);
const person = v.object({ uuid: v.string(), name: v.string() });

/** How a connection stands; the gravest first. */
export const connectionStates = ['key-refused', 'webhook-off', 'quota-low', 'connected'] as const;

/** The state of a system's webhook. */
export const webhookStates = [
  'working',
  /** The system has switched it off. */
  'disabled',
  /** It is not there, or tells less than it should. */
  'missing',
  /** Nobody could look. */
  'unchecked',
  /** Registered by people: everything is entered, and nothing has come yet. */
  'waiting',
  /** Registered by people, who have not done so. */
  'not-set-up',
] as const;

/** The webhook of a connection. */
export const connectionWebhook = v.object({
  registered: v.picklist(['by-operation', 'by-people']),
  state: v.picklist(webhookStates),
  /** Why it could not be looked at or repaired: a code of `refusals.ts` with its values. */
  problem: v.nullable(v.object({ code: v.string(), values: v.record(v.string(), v.string()) })),
  checkedAt: v.nullable(v.string()),
  /** When the newest delivery came. */
  lastAt: v.nullable(v.string()),
});

export type ConnectionWebhook = v.InferOutput<typeof connectionWebhook>;

/** What admins see of a connection. The key is never among it. */
export const connection = v.object({
  system: systemId,
  state: v.picklist(connectionStates),
  /** Grows with each change; anyone who changes it says what they saw. */
  version: number,
  /** The end of its key. */
  lastFour: v.string(),
  savedBy: person,
  /** ISO 8601, as all times here. */
  savedAt: v.string(),
  /** When its key was last found to be good. */
  testedAt: v.nullable(v.string()),
  /** Its address, where an admin gave it. */
  url: v.nullable(v.string()),
  /** Whether all members may use it. */
  open: v.boolean(),
  /** What is used of what the system allows, where it or the ledger tells; null where it allows any number. */
  quota: v.nullable(v.object({ used: v.number(), of: v.nullable(v.number()) })),
  /** Null where the system reports nothing, or the gateway takes nothing. */
  webhook: v.nullable(connectionWebhook),
});

export type ConnectionView = v.InferOutput<typeof connection>;

export const listConnections = operation({
  name: 'listConnections',
  method: 'GET',
  root: adminRoot,
  path: '/connections',
  response: v.object({
    /** Systems that can be connected; `address` is `open` where an admin has to say it. */
    systems: v.array(
      v.object({ system: systemId, name: v.string(), address: v.picklist(['fixed', 'open']) }),
    ),
    /** Members see of each no more than its system, and whether they may use it. */
    connections: v.array(v.union([connection, v.object({ system: systemId, open: v.boolean() })])),
  }),
  errors: errors.filter(({ status }) => status === 401 || status === 429),
});

/** Connects, or replaces the key. The key is tried first; only one that is good is kept. */
export const saveConnection = operation({
  name: 'saveConnection',
  method: 'PUT',
  root: adminRoot,
  path: '/connections/:system',
  params,
  body: v.strictObject({
    /** Goes into a header. */
    key: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{8,512}$/)),
    /** https, of a public host; only where the operator left it open. */
    url: v.optional(v.pipe(v.string(), v.maxLength(2048))),
    version,
  }),
  maxBodyBytes: 8 * 1024,
  response: connection,
  requestHeaders,
  errors,
});

/** Tries the key that is kept. One that had been refused counts again when it is good. */
export const testConnection = operation({
  name: 'testConnection',
  method: 'POST',
  root: adminRoot,
  path: '/connections/:system/test',
  params,
  response: connection,
  requestHeaders,
  errors,
});

/** Opens a connection to all members, or closes it to them. */
export const openConnection = operation({
  name: 'openConnection',
  method: 'PUT',
  root: adminRoot,
  path: '/connections/:system/members',
  params,
  body: v.strictObject({ open: v.boolean(), version: number }),
  response: connection,
  requestHeaders,
  errors,
});

export const deleteConnection = operation({
  name: 'deleteConnection',
  method: 'DELETE',
  root: adminRoot,
  path: '/connections/:system',
  params,
  body: v.strictObject({
    /** The system’s name, as a person typed it. */
    name: v.pipe(v.string(), v.maxLength(100)),
    version: number,
  }),
  response: v.unknown(),
  successStatuses: [204],
  requestHeaders,
  errors,
});

const webhookErrors = [
  ...errors,
  { status: 409, when: 'the system has no room for another webhook' },
] as const;

/** Registers the webhook of a connection where it is missing, and switches it on where it is off. */
export const repairWebhook = operation({
  name: 'repairWebhook',
  method: 'POST',
  root: adminRoot,
  path: '/connections/:system/webhook',
  params,
  response: connection,
  requestHeaders,
  errors: webhookErrors,
});

/** The address to register by hand, with its secret. Whoever asks is in the audit log. */
export const revealWebhook = operation({
  name: 'revealWebhook',
  method: 'POST',
  root: adminRoot,
  path: '/connections/:system/webhook/address',
  params,
  response: v.object({
    address: v.string(),
    /** Header with the secret that the system made for it. */
    header: v.string(),
  }),
  requestHeaders,
  errors,
});

/** Keeps the secret that a system made for the webhook, and puts into a header of each delivery. */
export const setWebhookSecret = operation({
  name: 'setWebhookSecret',
  method: 'PUT',
  root: adminRoot,
  path: '/connections/:system/webhook/secret',
  params,
  body: v.strictObject({ secret: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{8,512}$/)) }),
  maxBodyBytes: 8 * 1024,
  response: connection,
  requestHeaders,
  errors,
});

/**
 * A person of the organisation, and who they are at a system: an operator at Chat2Desk, an individual at Courier, the
 * e-mail address of an author at Claap.
 */
export const link = v.object({ person: uuid, id: v.string() });

/** At Claap: everyone who has no link of their own. */
export const everyone = '00000000-0000-0000-0000-000000000000';

export const listLinks = operation({
  name: 'listLinks',
  method: 'GET',
  root: adminRoot,
  path: '/connections/:system/links',
  params,
  response: v.object({ links: v.array(link) }),
  errors,
});

export const setLink = operation({
  name: 'setLink',
  method: 'PUT',
  root: adminRoot,
  path: '/connections/:system/links/:person',
  params: v.strictObject({ system: systemId, person: uuid }),
  /** Null takes the link away. */
  body: v.strictObject({ id: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(254))) }),
  response: v.unknown(),
  successStatuses: [204],
  requestHeaders,
  errors,
});

/** What has an effect and was asked for through this dashboard: one's own, or for admins everyone's; the newest first. */
export const listLedger = operation({
  name: 'listLedger',
  method: 'GET',
  root: adminRoot,
  path: '/ledger',
  query: v.strictObject({
    /** Entries older than this id. */
    before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
    system: v.optional(systemId),
    state: v.optional(v.picklist(ledgerStates)),
    /** Who asked for it; only admins see anyone else's. */
    person: v.optional(uuid),
  }),
  response: v.object({ entries: v.array(ledgerEntry), more: v.boolean() }),
  errors: [{ status: 401, when: 'not signed in' }],
});

/** One entry with what was sent, unless it was a secret or a file, and what came back. */
export const getLedgerEntry = operation({
  name: 'getLedgerEntry',
  method: 'GET',
  root: adminRoot,
  path: '/ledger/:id',
  params: v.strictObject({ id: v.pipe(v.string(), v.regex(/^\d{1,15}$/)) }),
  response: v.object({ entry: ledgerEntry, sent: v.unknown(), answer: v.unknown() }),
  errors: [
    { status: 401, when: 'not signed in' },
    { status: 404, when: 'there is none, or it is someone else’s' },
  ],
});

/** A form of the API console. `params`, `query` and `body` are JSON schemas; null where there is nothing to fill in. */
export const operationForm = v.object({
  name: v.string(),
  title: v.string(),
  about: v.string(),
  resource: v.string(),
  effect: v.picklist(effects),
  who: v.picklist(whoMay),
  guards: v.array(v.picklist(guards)),
  source: v.string(),
  /** As the page asks for it, below `/connected/<system>`. */
  method: v.string(),
  path: v.string(),
  /** As the system itself is asked, where that is another one: for command lines. */
  upstreamMethod: v.string(),
  /** As the server of the organisation has it. */
  upstreamPath: v.string(),
  /** Whether the documentation has lost its path. */
  pathGuessed: v.boolean(),
  bodyKind: v.string(),
  bodyTypes: v.array(v.string()),
  repeatable: v.array(v.string()),
  /** A field that the gateway fills in where it is left out. */
  actsAs: v.nullable(v.object({ in: v.string(), field: v.string(), as: v.string() })),
  params: v.nullable(v.unknown()),
  query: v.nullable(v.unknown()),
  body: v.nullable(v.unknown()),
});

export type OperationForm = v.InferOutput<typeof operationForm>;

/** The operations of a system as forms, for admins. Has an ETag. */
export const listSystemOperations = operation({
  name: 'listSystemOperations',
  method: 'GET',
  root: adminRoot,
  path: '/systems/:system/operations',
  params,
  response: v.object({
    /** For command lines: the address of the system, the header for the key, and what stands before the key in it. */
    address: v.nullable(v.string()),
    header: v.string(),
    prefix: v.string(),
    operations: v.array(operationForm),
  }),
  errors,
});

/** Header with the reason for observing someone, percent-encoded. */
export const reasonHeader = 'x-reason';

/** Longest time for which someone may be observed, in ms. */
export const maxObservingMs = 60 * 60 * 1000;

/** Time in which a second admin asks for the same, in ms. */
export const secondAdminWithinMs = 10 * 60 * 1000;
