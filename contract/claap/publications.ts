/**
 * Publishing a recording in Claap. The browser hands the file to the gateway in parts, and only when all of it is
 * there is a recording made at Claap and filled; see docs/decisions/032-publications.md.
 */
import * as v from 'valibot';
import { instant, requiredText, text, uuid } from '../fields.ts';
import { adminRoot, idempotencyHeader } from '../gateway/admin.ts';
import type { refusals } from '../gateway/refusals.ts';
import { operation } from '../operation.ts';
import { participant, transcript, uploadPayload } from './recordings.ts';
import { dealTypes } from './shapes.ts';

const mebibyte = 1024 * 1024;

/** Largest file, and largest part of it, in bytes: proxies before the gateway take requests of 6 MB. */
export const publicationLimits = { bytes: uploadPayload.maxBodyBytes, part: 5 * mebibyte } as const;

export const publicationStates = [
  /** Its bytes are on their way to the gateway. */
  'receiving',
  /** The gateway has all of it, and creates and fills the recording. */
  'sending',
  /** It does not continue automatically; `problem` says why. */
  'stopped',
  /** Claap has all of it and works on it, as far as anyone has said. */
  'handed-over',
  'ready',
  /** Claap could not make anything of it. */
  'failed',
  'cancelled',
  /** Nobody continued it in time: its file was deleted. */
  'expired',
] as const;
export type PublicationState = (typeof publicationStates)[number];

/** Those that a person has to look at. */
export const failedStates: readonly PublicationState[] = ['stopped', 'failed', 'expired'];
/** Those in which nothing changes any longer. */
export const endStates: readonly PublicationState[] = ['ready', 'failed', 'cancelled', 'expired'];

export const publication = v.object({
  /** Chosen by the page, as an idempotency key. */
  id: v.string(),
  state: v.picklist(publicationStates),
  person: v.object({ uuid: v.string(), name: v.string() }),
  /** E-mail address under which it is published. */
  author: v.string(),
  meeting: v.string(),
  title: v.string(),
  /** ISO 8601, as all times here. */
  at: v.string(),
  changedAt: v.string(),
  /** Of the file; what the gateway has of it, and what it has sent on. */
  bytes: v.number(),
  received: v.number(),
  sent: v.number(),
  /** The recording at Claap, once it exists; its page there. */
  recording: v.nullable(v.object({ id: v.string(), url: v.nullable(v.string()) })),
  /** Why it stopped. */
  problem: v.nullable(
    v.object({
      code: v.custom<keyof typeof refusals>((code) => typeof code === 'string'),
      values: v.record(v.string(), v.string()),
    }),
  ),
  /** To continue a new recording is needed, which counts again. */
  needsNew: v.boolean(),
  /** Whether Claap has said what it does with it since it was handed over. */
  followed: v.boolean(),
  /**
   * What stayed at Claap of what was given up, with its page there: an empty recording that could not be deleted; one that
   * has the file, or may; or one that may exist, because the response to its creation was lost.
   */
  leftover: v.nullable(
    v.object({ kind: v.picklist(['empty', 'filled', 'doubtful']), url: v.nullable(v.string()) }),
  ),
});
export type PublicationView = v.InferOutput<typeof publication>;

const errors = [
  { status: 400, when: 'malformed' },
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the meeting is not visible to the caller, or the connection is not open to them' },
  { status: 404, when: 'there is none, or it is someone else’s' },
  { status: 409, when: 'too late, too early, or there is no room' },
  { status: 413, when: 'too large' },
  { status: 415, when: 'a format that is not accepted' },
  { status: 422, when: 'a part arrived damaged' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
] as const;
const params = v.strictObject({ id: uuid });
const root = adminRoot;
const requestHeaders = [idempotencyHeader];

/** What can be published of a meeting, and what was; how much of the quota is used. */
export const getPublishing = operation({
  name: 'getPublishing',
  method: 'GET',
  root,
  path: '/publications/meetings/:meeting',
  params: v.strictObject({ meeting: uuid }),
  response: v.object({
    /** Under which address it will be published. */
    author: v.string(),
    quota: v.object({
      used: v.number(),
      /** Whether Claap has said what it has: what was created elsewhere is missing from `used` otherwise. */
      isComplete: v.boolean(),
      of: v.number(),
      days: v.number(),
      /** When the next one is possible, where all are used. */
      freeAt: v.nullable(v.string()),
    }),
    /** Folders that the author has published in. */
    folders: v.array(v.object({ id: v.string(), name: v.string() })),
    /** Of this meeting, by anyone; the newest first. */
    publications: v.array(publication),
  }),
  errors,
});

/** One’s own publications, for admins everyone’s; the newest first. */
export const listPublications = operation({
  name: 'listPublications',
  method: 'GET',
  root,
  path: '/publications',
  query: v.strictObject({
    /** Only those that a person has to look at. */
    only: v.optional(v.picklist(['failed'])),
    /** Older than the last one of a page: `at` and `id` of it. */
    before: v.optional(instant),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
  }),
  response: v.object({ publications: v.array(publication), more: v.boolean(), failed: v.number() }),
  errors,
});

export const getPublication = operation({
  name: 'getPublication',
  method: 'GET',
  root,
  path: '/publications/:id',
  params,
  response: publication,
  errors,
});

/** Begins a publication, or returns the one that has this id and the same content. */
export const startPublication = operation({
  name: 'startPublication',
  method: 'PUT',
  root,
  path: '/publications/:id',
  params,
  body: v.strictObject({
    meeting: uuid,
    title: requiredText(1000),
    channelId: v.optional(text(255)),
    startedAt: v.optional(instant),
    endedAt: v.optional(instant),
    participants: v.pipe(v.array(participant), v.maxLength(500)),
    deal: v.optional(v.strictObject({ id: requiredText(255), type: v.picklist(dealTypes) })),
    transcript: v.optional(transcript),
    bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(publicationLimits.bytes)),
    mediaType: v.picklist(uploadPayload.bodyTypes),
  }),
  maxBodyBytes: 5 * mebibyte,
  response: publication,
  requestHeaders,
  errors,
});
export type NewPublication = v.InferOutput<typeof startPublication.body>;

/**
 * Hands over the bytes from an offset on. Parts come in order; one that is there already changes nothing. The digest
 * is that of RFC 9530: `sha-256=:<base64>:`.
 */
export const sendPart = operation({
  name: 'sendPart',
  method: 'PUT',
  root,
  path: '/publications/:id/parts/:offset',
  params: v.strictObject({ id: uuid, offset: v.pipe(v.string(), v.regex(/^\d{1,10}$/)) }),
  body: v.unknown(),
  bodyKind: 'bytes',
  bodyTypes: ['application/octet-stream'],
  maxBodyBytes: publicationLimits.part,
  response: v.object({ received: v.number() }),
  requestHeaders: [idempotencyHeader, 'content-digest'],
  errors,
});

/** Creates the recording and fills it, or continues with that. The gateway does it without the page. */
export const publish = operation({
  name: 'publish',
  method: 'POST',
  root,
  path: '/publications/:id/publish',
  params,
  body: v.strictObject({
    /** Makes a new recording where the first cannot be filled any longer. It counts again. */
    newRecording: v.boolean(),
  }),
  response: publication,
  requestHeaders,
  errors,
});

/** Ends a publication whose recording does not exist yet, and deletes its file. */
export const cancelPublication = operation({
  name: 'cancelPublication',
  method: 'DELETE',
  root,
  path: '/publications/:id',
  params,
  response: publication,
  requestHeaders,
  errors,
});
