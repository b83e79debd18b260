/** Meetings, their recordings and chats. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

const organisationOrUserMissing = { status: 404, when: 'organisation or user not found' };
const noAccess = { status: 403, when: 'no access to this meeting' };
const meetingMissing = { status: 404, when: 'meeting not found' };

export const listMeetings = operation({
  name: 'listMeetings',
  method: 'GET',
  path: '/meetings/list',
  query: v.strictObject({
    limit: v.optional(shape.naturalQuery),
    offset: v.optional(shape.naturalQuery),
    order: v.optional(v.picklist(['asc', 'desc'])),
    date_start: v.optional(shape.dateText),
    date_end: v.optional(shape.dateText),
    /** Comma-separated statuses. */
    status: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  }),
  response: v.array(shape.meetingListItem),
  responseHeaders: ['x-total-meetings-of-user'],
});

export const getMeeting = operation({
  name: 'getMeeting',
  method: 'GET',
  path: '/meetings/:id',
  /** UUID or numeric id. */
  params: v.strictObject({ id: v.union([shape.uuid, shape.integerText]) }),
  query: v.strictObject({ detail: v.optional(v.picklist(['true', 'false'])) }),
  requestHeaders: ['x-claritalk-connect'],
  response: shape.meeting,
  errors: [noAccess, { status: 404, when: 'meeting or organisation not found' }],
});

export const saveMeeting = operation({
  name: 'saveMeeting',
  method: 'POST',
  path: '/meetings',
  body: shape.meetingBody,
  requestHeaders: ['x-claritalk-connect'],
  response: shape.meeting,
  errors: [
    { status: 400, when: 'missing name or user_id' },
    { status: 403, when: 'end user creating for another user' },
    organisationOrUserMissing,
    { status: 409, when: 'user already has active recording' },
  ],
});

export const deleteMeeting = operation({
  name: 'deleteMeeting',
  method: 'DELETE',
  path: '/meetings/:meetingId',
  params: v.strictObject({ meetingId: v.string() }),
  response: shape.empty,
  successStatuses: [204],
  errors: [{ status: 400, when: 'invalid UUID' }, noAccess, meetingMissing],
});

export const uploadAudioChunk = operation({
  name: 'uploadAudioChunk',
  method: 'POST',
  path: '/meetings/:id/upload',
  params: v.strictObject({ id: shape.uuid }),
  body: shape.chunkFields,
  bodyKind: 'multipart',
  fileField: 'audio_chunk',
  response: shape.empty,
  rateClass: 'upload',
  // The chunk, with room for the multipart framing and fields.
  maxBodyBytes: shape.maxChunkBytes + 64 * 1024,
  errors: [{ status: 400, when: 'chunk too large (>5MB)' }, noAccess, meetingMissing],
});

export const appendChatMessage = operation({
  name: 'appendChatMessage',
  method: 'POST',
  path: '/meeting/:id/chat',
  /** The numeric id, which only `saveMeeting` with `X-CLARITALK-CONNECT: 1` returns. */
  params: v.strictObject({ id: shape.integerText }),
  body: v.strictObject({
    sentence: shape.requiredText(10_000),
    /** Unix time in seconds. */
    time: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
  response: shape.empty,
  errors: [{ status: 400, when: 'missing or invalid fields' }, noAccess, meetingMissing],
});
