/**
 * Files that a client fetches through a link that works for a while: minutes as a PDF, and what a person attaches to a
 * reply. Messengers fetch attachments themselves, from a public address and without a session; who may do what is in
 * docs/security.md.
 */
import * as v from 'valibot';
import { uuid } from '../claritalk/shapes.ts';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';

/** `GET /shared/<id>` is the file, for whoever has the id. */
export const sharedRoot = '/shared' as const;

/** How long a link works, how often, and how long a file may be. */
export const sharedFileLimits = { hours: 72, fetches: 20, bytes: 5 * 1024 * 1024 } as const;

/** How long a file may be that a person chooses, in bytes: messengers accept no longer ones. */
export const maxAttachmentBytes = 10 * 1024 * 1024;

const office = 'application/vnd.openxmlformats-officedocument';

/**
 * Kinds of files that people may send, as the gateway recognises them by their content, each with the ends of its names.
 * None of them contains a script that anything would run.
 */
export const attachmentKinds = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'video/mp4': ['mp4', 'm4v'],
  [`${office}.wordprocessingml.document`]: ['docx'],
  [`${office}.spreadsheetml.sheet`]: ['xlsx'],
  [`${office}.presentationml.presentation`]: ['pptx'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

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

/** What someone who saves a file finds it called. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

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
 * Makes a link for one client: of Chat2Desk, or someone at Courier who gets a text message, by their individual's UUID. Its idempotency key is the one of the message that will contain it: the same key and file
 * give the same link again.
 */
export const shareFile = operation({
  name: 'shareFile',
  method: 'POST',
  root: adminRoot,
  path: '/conversations/:system/clients/:client/files',
  params: v.strictObject({
    system: v.picklist(['chat2desk', 'courier']),
    client: v.union([idText, uuid]),
  }),
  query: v.strictObject({
    meeting: uuid,
    name,
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

/**
 * Makes a link to a file that a person attaches to a reply, of a kind that its content shows. It has a key of its own, as
 * it is made while the message is still being written; the message that is sent with it is noted. The same key and file
 * give the same link again.
 */
export const shareAttachment = operation({
  name: 'shareAttachment',
  method: 'POST',
  root: adminRoot,
  path: '/conversations/:system/clients/:client/attachments',
  params: v.strictObject({ system, client: idText }),
  query: v.strictObject({ name }),
  body: v.unknown(),
  bodyKind: 'bytes',
  bodyTypes: ['application/octet-stream'],
  maxBodyBytes: maxAttachmentBytes,
  response: v.object({
    ...sharedFile.entries,
    link: v.string(),
    /** Its media type. */
    type: v.string(),
    /** With an end that suits it. */
    name: v.string(),
  }),
  successStatuses: [201],
  requestHeaders: [idempotencyHeader],
  errors: [
    ...errors.filter(({ status }) => status !== 415),
    { status: 415, when: 'the content is of no kind that may be sent' },
  ],
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
