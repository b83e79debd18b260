/**
 * What the gateway does for organisation admins with the service account. These are the gateway's own
 * operations, under `/admin`; who may call them and what is checked is in docs/security.md.
 */
import * as v from 'valibot';
import { createOrganisation } from '../claritalk/organisations.ts';
import { setWebhookUrl } from '../claritalk/services.ts';
import * as shape from '../claritalk/shapes.ts';
import { inviteUser, updateUser } from '../claritalk/users.ts';
import { operation } from '../operation.ts';

/** Root of these operations at the gateway. */
export const adminRoot = '/admin' as const;

/**
 * Header that names one wish of a person, a UUID. A request that is repeated with the same key is carried out
 * once and answered twice.
 */
export const idempotencyHeader = 'idempotency-key';

const errors = [
  { status: 400, when: 'malformed, or the idempotency key is missing' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  {
    status: 403,
    when: 'the caller is not an admin of the service account’s organisation, or the rules forbid it',
  },
  { status: 404, when: 'the target is not in the caller’s organisation' },
  { status: 409, when: 'done already, or still running, or its outcome is unknown' },
  { status: 422, when: 'Claritalk could not create the user' },
  { status: 429, when: 'too many administrative requests' },
  { status: 502, when: 'Claritalk failed or cannot be reached; nothing is known to have changed' },
  { status: 503, when: 'no service account is set up, or it must not be used' },
  { status: 504, when: 'Claritalk did not answer in time; it may have been done' },
] as const;
const params = v.strictObject({ uuid: shape.uuid });
const requestHeaders = [idempotencyHeader];

export const adminInviteUser = operation({
  name: 'adminInviteUser',
  method: 'POST',
  root: adminRoot,
  path: '/users',
  body: inviteUser.body,
  response: inviteUser.response,
  requestHeaders,
  errors,
});

export const adminUpdateUser = operation({
  name: 'adminUpdateUser',
  method: 'PUT',
  root: adminRoot,
  path: '/users/:uuid',
  params,
  body: updateUser.body,
  response: shape.empty,
  successStatuses: [204],
  requestHeaders,
  errors,
});

export const adminDeleteUser = operation({
  name: 'adminDeleteUser',
  method: 'DELETE',
  root: adminRoot,
  path: '/users/:uuid',
  params,
  response: shape.empty,
  successStatuses: [204],
  requestHeaders,
  errors,
});

export const adminCreateOrganisation = operation({
  name: 'adminCreateOrganisation',
  method: 'POST',
  root: adminRoot,
  path: '/organisations',
  body: createOrganisation.body,
  response: shape.messageBody,
  successStatuses: [201],
  requestHeaders,
  errors,
});

/**
 * Where Claritalk delivers to. At Claritalk any member may say so; here admins only, over https and to public hosts
 * (contract/public-url.ts), with the person's own token.
 */
export const adminSetWebhookUrl = operation({
  name: 'adminSetWebhookUrl',
  method: 'POST',
  path: setWebhookUrl.path,
  body: setWebhookUrl.body,
  response: setWebhookUrl.response,
  requestHeaders,
  errors,
});

/** What stands in the audit log, by the operation of Claritalk or of this gateway. */
export const auditActions = [
  'inviteUser',
  'updateUser',
  'deleteUser',
  'createOrganisation',
  'setWebhookUrl',
  'revealHookAddress',
  'processDelivery',
  'saveConnection',
  'testConnection',
  'openConnection',
  'deleteConnection',
  'repairWebhook',
  'revealWebhook',
  'setWebhookSecret',
  'checkWebhook',
  'setLink',
  'setPath',
  'setClientLink',
  'shareFile',
  'revokeSharedFile',
  'observe',
  'askForTwo',
  'saveRetentionRules',
  'setRetentionHold',
  'listRetention',
  'runRetention',
  'stopRetention',
  'deleteMeeting',
] as const;

/** How an administrative request ended. */
export const auditOutcomes = ['done', 'refused', 'failed', 'unknown'] as const;

/** One administrative request in the audit log; `outcome` is null while it runs, or when the server died in the meantime. */
export const auditEntry = v.object({
  id: v.number(),
  /** When it arrived, ISO 8601. */
  at: v.string(),
  requestId: v.string(),
  action: v.string(),
  /** Undefined when nobody could be identified. */
  actor: v.nullable(v.object({ uuid: v.string(), name: v.string(), email: v.string() })),
  /** On whom or what: UUID, e-mail address or name. */
  target: v.nullable(v.string()),
  /** The fields that were asked for. */
  change: v.record(v.string(), v.union([v.string(), v.boolean()])),
  outcome: v.nullable(v.picklist(auditOutcomes)),
  /** Status that was answered. */
  status: v.nullable(v.number()),
  /** Why it was refused or what failed, in English. */
  reason: v.nullable(v.string()),
  /** The same for the page to word; null where the page has no words for it. */
  refusal: v.nullable(v.object({ code: v.string(), values: v.record(v.string(), v.string()) })),
  endedAt: v.nullable(v.string()),
});

export type AuditEntry = v.InferOutput<typeof auditEntry>;

export const listAudit = operation({
  name: 'listAudit',
  method: 'GET',
  root: adminRoot,
  path: '/audit',
  query: v.strictObject({
    /** Entries older than this id. */
    before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
    action: v.optional(v.picklist(auditActions)),
    outcome: v.optional(v.picklist(auditOutcomes)),
    /** UUID. */
    actor: v.optional(shape.uuid),
  }),
  response: v.object({ entries: v.array(auditEntry), more: v.boolean() }),
  errors: [
    { status: 401, when: 'not signed in' },
    { status: 403, when: 'the caller is not an admin of the service account’s organisation' },
  ],
});

export const adminOperations = [
  adminInviteUser,
  adminUpdateUser,
  adminDeleteUser,
  adminCreateOrganisation,
  adminSetWebhookUrl,
  listAudit,
] as const;
