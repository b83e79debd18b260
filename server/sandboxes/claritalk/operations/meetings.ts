import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import * as contract from '#contract/claritalk/meetings.ts';
import { uuid as uuidSchema } from '#contract/claritalk/shapes.ts';
import { badRequest } from '../../lib/errors.ts';
import { handle } from '../operation-handler.ts';
import { listMeetings as listPage } from '../store/meeting-list.ts';
import { toMeeting } from '../store/meeting-view.ts';
import { checkReadable, checkWritable, findMeeting } from '../store/meetings.ts';
import { saveMeeting } from './save-meeting.ts';
import { uploadAudioChunk } from './upload.ts';

const defaultLimit = 10;
const maximumLimit = 100;

const listMeetings = handle(contract.listMeetings, ({ services, organisationId, caller, query }) => {
  const statuses = (query.status ?? '').split(',').map((status) => status.trim());
  const { total, meetings } = listPage(services.database, caller, organisationId, {
    limit: Math.min(maximumLimit, Number(query.limit ?? defaultLimit)),
    offset: Number(query.offset ?? 0),
    order: query.order ?? 'desc',
    dateStart: query.date_start,
    dateEnd: query.date_end,
    statuses: statuses.filter(Boolean),
  });
  return { body: meetings, headers: { 'X-Total-Meetings-Of-User': String(total) } };
});

const getMeeting = handle(
  contract.getMeeting,
  ({ services, organisationId, caller, params, query, headers }) => {
    const { database } = services;
    const meeting = findMeeting(database, organisationId, params.id);
    checkReadable(database, caller, meeting);
    const view = toMeeting(database, meeting, { detail: query.detail === 'true' });
    const connect = headers.get('x-claritalk-connect') === '1';
    return { body: connect ? { ...view, recording_type: meeting.recording_type } : view };
  },
);

const deleteMeeting = handle(contract.deleteMeeting, async ({ services, organisationId, caller, params }) => {
  const { database, audio } = services;
  if (!v.is(uuidSchema, params.meetingId)) throw badRequest('The meetingId is not a valid UUID.');
  const meeting = findMeeting(database, organisationId, params.meetingId);
  checkWritable(caller, meeting);
  database.run('DELETE FROM meetings WHERE id = ?', meeting.id);
  await rm(audio.directory(meeting.uuid), { recursive: true, force: true });
  return {};
});

const appendChatMessage = handle(
  contract.appendChatMessage,
  ({ services, organisationId, caller, params, body }) => {
    const { database } = services;
    const meeting = findMeeting(database, organisationId, params.id);
    checkReadable(database, caller, meeting);
    database.run(
      'INSERT INTO chat_messages (meeting_id, user_id, sentence, time) VALUES (?, ?, ?, ?)',
      meeting.id,
      caller.kind === 'user' ? caller.user.id : null,
      body.sentence,
      body.time,
    );
    return {};
  },
);

export const meetingHandlers = [
  listMeetings,
  getMeeting,
  saveMeeting,
  deleteMeeting,
  uploadAudioChunk,
  appendChatMessage,
];
