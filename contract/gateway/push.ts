/**
 * What the gateway does with webhooks: the paths of its receiver and its stream, and its own operations for the
 * pages that show deliveries and reports. Who may call them is in docs/live.md.
 */
import * as v from 'valibot';
import * as shape from '../claritalk/shapes.ts';
import { operation } from '../operation.ts';
import { systemIds } from '../system.ts';
import { adminRoot } from './admin.ts';
import { answeringPage } from './answering.ts';
import { conversationIdText } from './conversation-id.ts';

/** Claritalk posts to `/hooks/<secret>`, connected systems to `/hooks/<system>/<secret>`. */
export const hooksRoot = '/hooks' as const;
/** The stream of server-sent events. */
export const eventsPath = '/events' as const;
/** Root of the PDF reports that came with `meeting.processed`. */
export const reportsRoot = '/reports' as const;

/** Header with which a page continues where its stream broke off. */
export const lastEventIdHeader = 'last-event-id';

/** One message of the stream. What changed is for the page to ask; nothing of it travels here. */
export const liveMessage = v.variant('type', [
  /** The stream has begun. `fed`: Claritalk delivers here; without that, silence means nothing. */
  v.object({ type: v.literal('hello'), fed: v.boolean() }),
  /** More happened than is told one by one: everything that was read before may be out of date. */
  v.object({ type: v.literal('resync') }),
  /** The event of the webhook, and the UUID (or numeric id) of the meeting or user that it is about. */
  v.object({ type: v.literal('change'), event: v.string(), id: v.string() }),
  /** The event of a connected system, what kind of thing it is about (`dialog`, `client`, …), and its id there. */
  v.object({
    type: v.literal('news'),
    system: v.picklist(systemIds),
    event: v.string(),
    about: v.string(),
    id: v.string(),
  }),
  /** Someone before another page has begun an answer in a conversation, or no longer has. */
  v.object({
    type: v.literal('answering'),
    id: conversationIdText,
    ...answeringPage,
  }),
  /** Someone has answered whether they agree to a recording, or withdrawn it. */
  v.object({ type: v.literal('consent'), recording: v.string() }),
]);
export type LiveMessage = v.InferOutput<typeof liveMessage>;

/** What became of a delivery. */
export const deliveryResults = [
  /** The pages of those who may know were told. */
  'announced',
  /** Newer news of the same meeting had arrived before: nobody was told. */
  'late',
  /** Sent longer ago than a repetition could be told from it: nobody was told. */
  'old',
  /** It names nothing that this gateway knows: kept, and nobody was told. */
  'unknown',
] as const;

export const delivery = v.object({
  id: v.number(),
  /** When it arrived, ISO 8601. */
  at: v.string(),
  event: v.string(),
  /** The sender's own time, ISO 8601; null when it gave none. */
  sentAt: v.nullable(v.string()),
  /** Id of the meeting or user; null when it names none. */
  subject: v.nullable(v.string()),
  /** Status of the meeting that it tells of. */
  status: v.nullable(v.string()),
  result: v.picklist(deliveryResults),
  /** How often the same delivery came again. */
  repeats: v.number(),
  /** Size of the body in bytes. */
  bytes: v.number(),
  /** Whether it brought a PDF report. */
  report: v.boolean(),
  /** When someone had it processed again, and who; null when nobody did. */
  processedAt: v.nullable(v.string()),
  processedBy: v.nullable(v.string()),
});
export type Delivery = v.InferOutput<typeof delivery>;

const adminErrors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the caller is not an admin of the service account’s organisation' },
  { status: 503, when: 'no service account is set up, or it must not be used' },
] as const;
const deliveryId = v.strictObject({ id: v.pipe(v.string(), v.regex(/^\d{1,15}$/)) });
const deliveryMissing = { status: 404, when: 'the delivery is not kept, or no longer kept' };

export const getWebhooks = operation({
  name: 'getWebhooks',
  method: 'GET',
  root: adminRoot,
  path: '/webhooks',
  response: v.object({
    /** This gateway's own hook address without its secret, for which revealHookAddress is there. */
    address: v.string(),
    /** True where an older secret is still taken as well. */
    rotating: v.boolean(),
    /** How many deliveries are kept at most, and for how many days. */
    keptDeliveries: v.number(),
    keptDays: v.number(),
    /** When the newest delivery came, ISO 8601. */
    lastAt: v.nullable(v.string()),
    /** Browsers that are connected now. */
    connections: v.number(),
  }),
  errors: adminErrors,
});

/** The hook address with its secret. Anyone who asks is in the audit log. */
export const revealHookAddress = operation({
  name: 'revealHookAddress',
  method: 'POST',
  root: adminRoot,
  path: '/webhooks/address',
  response: v.object({ address: v.string() }),
  errors: adminErrors,
});

export const listDeliveries = operation({
  name: 'listDeliveries',
  method: 'GET',
  root: adminRoot,
  path: '/webhooks/deliveries',
  query: v.strictObject({
    /** Deliveries older than this id. */
    before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
    event: v.optional(v.pipe(v.string(), v.maxLength(100))),
    result: v.optional(v.picklist(deliveryResults)),
  }),
  response: v.object({ deliveries: v.array(delivery), more: v.boolean() }),
  errors: adminErrors,
});

export const getDelivery = operation({
  name: 'getDelivery',
  method: 'GET',
  root: adminRoot,
  path: '/webhooks/deliveries/:id',
  params: deliveryId,
  response: v.object({
    delivery,
    /** The body as received, without the bytes of its PDF; null when it can no longer be read. */
    payload: v.unknown(),
    /** True when the admin may not read the meeting: the payload is only its outline then. */
    outline: v.boolean(),
  }),
  errors: [...adminErrors, deliveryMissing],
});

export const processDelivery = operation({
  name: 'processDelivery',
  method: 'POST',
  root: adminRoot,
  path: '/webhooks/deliveries/:id/process',
  params: deliveryId,
  response: delivery,
  errors: [...adminErrors, deliveryMissing, { status: 409, when: 'it names nothing that could be told' }],
});

const meetingId = v.strictObject({ id: v.union([shape.uuid, shape.integerText]) });
const reportErrors = [{ status: 401, when: 'not signed in, or the token is not the session’s own' }] as const;

/** Whether there is a report that the caller may read. */
export const getReport = operation({
  name: 'getReport',
  method: 'GET',
  root: reportsRoot,
  path: '/:id',
  params: meetingId,
  response: v.object({
    report: v.nullable(v.object({ filename: v.string(), bytes: v.number(), sentAt: v.string() })),
  }),
  errors: reportErrors,
});

/** The report itself, a PDF. */
export const downloadReport = operation({
  name: 'downloadReport',
  method: 'GET',
  root: reportsRoot,
  path: '/:id/file',
  params: meetingId,
  response: shape.empty,
  errors: [...reportErrors, { status: 404, when: 'there is none, or the caller may not read the meeting' }],
});

export const pushOperations = [
  getWebhooks,
  revealHookAddress,
  listDeliveries,
  getDelivery,
  processDelivery,
  getReport,
  downloadReport,
] as const;
