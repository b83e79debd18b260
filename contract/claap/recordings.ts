/**
 * Recordings: created empty, then filled by one or two uploads to addresses in the response. What comes after is only
 * in Claap's public documentation. `table.ts` has all rows.
 */
import * as v from 'valibot';
import { atLeastOne, email, instant, integerQuery, maybe, onlyWith, text, webUrl } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { claap } from './system.ts';

const mebibyte = 1024 * 1024;
const told = { resource: 'Recordings' } as const;
/** Anyone who has these addresses can write to them. */
const redact = ['upload.url', 'upload.metaUrl'];
const media = ['thumbnailUrl', 'video.url', 'transcripts.url', 'transcripts.textUrl'];
const recordingMissing = { status: 404, when: 'recording not found' };

const recordingId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/), v.examples(['rec_1']));
const inPath = v.strictObject({ recordingId });

export const participant = v.pipe(
  v.strictObject({
    name: v.optional(text(255)),
    email: v.optional(email),
    isOrganizer: v.optional(v.boolean()),
  }),
  atLeastOne('name', 'email'),
  v.examples([{ name: 'Ada', email: 'ada@example.org' }]),
);

export const createRecording = connected(claap, {
  ...told,
  source: 'documented',
  name: 'createRecording',
  title: 'Create a recording',
  about:
    'Makes an empty recording for an author, to be filled by an upload. Fifty in thirty days, also when never filled.',
  method: 'POST',
  path: '/v1/recordings',
  body: v.pipe(
    v.strictObject({
      /** Address of a user of the workspace who may create recordings. */
      authorEmail: email,
      /** A folder. */
      channelId: v.optional(text(255)),
      title: v.optional(text(1000)),
      /** A public address of at most 2 GiB, instead of an upload. */
      downloadUrl: v.optional(webUrl),
      meeting: v.optional(
        v.strictObject({
          startedAt: v.optional(instant),
          endedAt: v.optional(instant),
          participants: v.optional(v.pipe(v.array(participant), v.maxLength(500))),
        }),
      ),
      deal: v.optional(v.strictObject({ id: text(255), type: v.picklist(shape.dealTypes) })),
      /** Announces a transcript: processing waits until it has arrived, too. */
      transcript: v.optional(v.strictObject({ type: v.literal('upload') })),
      /** From the public documentation. */
      source: v.optional(v.picklist(shape.recordingSources)),
    }),
    onlyWith('deal', 'meeting'),
  ),
  actsAs: { in: 'body', field: 'authorEmail', as: 'email' },
  redact,
  media,
  response: shape.oneRecording,
  errors: [
    { status: 400, when: 'a field is wrong, or fifty recordings were created in thirty days' },
    { status: 404, when: 'author or folder not found' },
  ],
  effect: 'write',
  who: 'member',
  guards: ['secrets'],
  place: 'meeting/share',
});

const created = { operation: 'createRecording', id: 'result.recording.id' } as const;

export const uploadPayload = connected(claap, {
  ...told,
  source: 'documented',
  name: 'uploadPayload',
  title: 'Upload the sound or film of a recording',
  about: 'Sends the file to the address of the created recording. The gateway keeps that address to itself.',
  method: 'PUT',
  path: '/uploads/:recordingId/payload',
  params: inPath,
  addressFrom: { ...created, address: 'result.recording.upload.url' },
  bodyKind: 'bytes',
  // aac, avi, mp3, mp4, wav, webm and wmv, as browsers and programs call them.
  bodyTypes: [
    'audio/aac',
    'audio/mp4',
    'audio/mpeg',
    'audio/wav',
    'audio/wave',
    'audio/webm',
    'audio/x-wav',
    'video/avi',
    'video/mp4',
    'video/webm',
    'video/x-ms-wmv',
    'video/x-msvideo',
  ],
  // "Less than 2 GiB".
  maxBodyBytes: 2048 * mebibyte - 1,
  rateClass: 'upload',
  response: v.unknown(),
  successStatuses: [200, 201, 204],
  errors: [{ status: 403, when: 'the address is no longer valid' }],
  effect: 'write',
  who: 'member',
  guards: ['secrets'],
  place: 'meeting/share',
});

const speakerId = text(255);

/** What was said, and by whom. Times are seconds. */
export const transcript = v.strictObject({
  langIso2: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2}$/), v.examples(['en']))),
  segments: v.pipe(
    v.array(
      v.strictObject({
        start: v.pipe(v.number(), v.minValue(0)),
        end: v.pipe(v.number(), v.minValue(0)),
        speakerId,
        text: text(20_000),
      }),
    ),
    v.maxLength(20_000),
  ),
  speakers: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          speakerId,
          name: text(255),
          email: v.optional(email),
          isRecorder: v.optional(v.boolean()),
        }),
      ),
      v.maxLength(500),
    ),
  ),
});

export const uploadTranscript = connected(claap, {
  ...told,
  source: 'documented',
  name: 'uploadTranscript',
  title: 'Upload the transcript of a recording',
  about: 'Sends the transcript to the address of a recording that was created with one.',
  method: 'PUT',
  path: '/uploads/:recordingId/transcript',
  params: inPath,
  addressFrom: { ...created, address: 'result.recording.upload.metaUrl' },
  body: v.strictObject({ transcript }),
  maxBodyBytes: 8 * mebibyte,
  response: v.unknown(),
  successStatuses: [200, 201, 204],
  errors: [{ status: 403, when: 'the address is no longer valid' }],
  effect: 'write',
  who: 'member',
  guards: ['secrets'],
  place: 'meeting/share',
});

export const listRecordings = connected(claap, {
  ...told,
  source: 'public',
  name: 'listRecordings',
  title: 'List recordings',
  about: 'Recordings of the workspace, filtered by folder, time, labels or who recorded them.',
  method: 'GET',
  path: '/v1/recordings',
  query: v.strictObject({
    channelId: v.optional(text(255)),
    createdAfter: v.optional(instant),
    createdBefore: v.optional(instant),
    /** With commas. */
    labels: v.optional(text(1000)),
    recorderEmail: v.optional(email),
    recorderId: v.optional(text(255)),
    sort: v.optional(
      v.picklist(['created_desc', 'created_asc', 'duration_desc', 'duration_asc', 'title_desc', 'title_asc']),
    ),
    limit: v.optional(integerQuery(1, 100)),
    cursor: v.optional(text(2048)),
  }),
  actsAs: { in: 'query', field: 'recorderEmail', as: 'email' },
  redact,
  media,
  response: v.looseObject({
    result: v.looseObject({
      recordings: v.array(shape.recording),
      pagination: maybe(v.looseObject({ nextCursor: maybe(v.string()) })),
    }),
  }),
  paging: claap.paging,
  effect: 'read',
  who: 'member',
  place: 'sent',
});

export const getRecording = connected(claap, {
  ...told,
  source: 'public',
  name: 'getRecording',
  title: 'Get a recording',
  about: 'One recording: its status, and what Claap derived from it.',
  method: 'GET',
  path: '/v1/recordings/:recordingId',
  params: inPath,
  redact,
  media,
  response: shape.oneRecording,
  errors: [recordingMissing],
  effect: 'read',
  who: 'member',
  place: 'sent',
});

export const getRecordingTranscript = connected(claap, {
  ...told,
  source: 'public',
  name: 'getRecordingTranscript',
  title: 'Get the transcript of a recording',
  about: 'What was said in a recording, in one of its languages.',
  method: 'GET',
  path: '/v1/recordings/:recordingId/transcript',
  params: inPath,
  // Claap also offers it as text, which nothing here needs.
  query: v.strictObject({
    lang: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2}$/), v.examples(['en']))),
    format: v.optional(v.picklist(['json'])),
  }),
  response: v.unknown(),
  errors: [recordingMissing],
  effect: 'read',
  who: 'admin',
  place: 'console',
});

export const deleteRecording = connected(claap, {
  ...told,
  source: 'public',
  name: 'deleteRecording',
  title: 'Delete a recording',
  about: 'Permanently deletes a recording from the library.',
  method: 'DELETE',
  path: '/v1/recordings/:recordingId',
  params: inPath,
  response: v.unknown(),
  successStatuses: [200, 204],
  errors: [recordingMissing],
  effect: 'danger',
  who: 'admin',
  guards: ['destroying'],
  place: 'sent',
});
