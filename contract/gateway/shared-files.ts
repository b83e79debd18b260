/**
 * Minutes as a PDF that a client fetches through a link that works for a while. Messengers fetch attachments themselves,
 * from a public address and without a session; who may do what is in docs/security.md.
 */
import * as v from 'valibot';
import { uuid } from '../claritalk/shapes.ts';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';

/** `GET /shared/<id>` is the file, for whoever has the id. */
export const sharedRoot = '/shared' as const;

/** How long a link works, how often, and how long a file may be. */
export const sharedFileLimits = { hours: 72, fetches: 20, bytes: 5 * 1024 * 1024 } as const;

/** Whether a link works, and why not. */
export const sharedFileStates = ['available', 'revoked', 'expired', 'used-up'] as const;

export const sharedFile = v.object({
  id: v.number(),
  state: v.picklist(sharedFileStates),
  /** How often it was fetched. */
  fetched: v.number(),
  /** Until when it can be, ISO 8601. */
  until: v.string(),
});
export type SharedFileView = v.InferOutput<typeof sharedFile>;

const system = v.picklist(['chat2desk']);
const idText = v.pipe(v.string(), v.regex(/^\d{1,15}$/));

const errors = [
  { status: 400, when: 'malformed, not a PDF, or the idempotency key is missing' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the meeting or the client is not visible to the caller' },
  { status: 408, when: 'the file took too long to arrive' },
  { status: 409, when: 'links cannot work here, too many do, or the key belongs to another file' },
  { status: 413, when: 'the file is too large' },
  { status: 415, when: 'not a PDF' },
  { status: 424, when: 'there is no connection' },
  { status: 429, when: 'too many requests' },
] as const;

/**
 * Makes a link for one client. Its idempotency key is the one of the message that will contain it: the same key and file
 * give the same link again.
 */
export const shareFile = operation({
  name: 'shareFile',
  method: 'POST',
  root: adminRoot,
  path: '/conversations/:system/clients/:client/files',
  params: v.strictObject({ system, client: idText }),
  query: v.strictObject({
    meeting: uuid,
    /** What someone who saves the file finds it called. */
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }),
  body: v.unknown(),
  bodyKind: 'bytes',
  bodyTypes: ['application/pdf'],
  maxBodyBytes: sharedFileLimits.bytes,
  response: v.object({ ...sharedFile.entries, link: v.string() }),
  successStatuses: [201],
  requestHeaders: [idempotencyHeader],
  errors,
});

/** Ends a link and deletes its file: whoever made it may, and admins. */
export const revokeSharedFile = operation({
  name: 'revokeSharedFile',
  method: 'DELETE',
  root: adminRoot,
  path: '/conversations/:system/files/:id',
  params: v.strictObject({ system, id: idText }),
  response: v.unknown(),
  successStatuses: [204],
  requestHeaders: [idempotencyHeader],
  errors: [...errors, { status: 404, when: 'there is none, or it is someone else’s' }],
});
