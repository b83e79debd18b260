import * as contract from '#contract/claritalk/services.ts';
import { publicUrlOf } from '#contract/public-url.ts';
import { badRequest, conflict, notFound } from '../../lib/errors.ts';
import { toApiTime, toMilliseconds } from '../clock.ts';
import { type Call, handle } from '../operation-handler.ts';
import { createCallMeeting } from '../store/call-meeting.ts';
import { addUser, emailTaken, findUser, findUserByEmail, toUser, type UserRow } from '../store/users.ts';

const ping = handle(contract.ping, () => ({ body: { message: 'Pong!' } }));

/** The user whose desktop application is meant. End users command their own only. */
function connectUser({ services, organisationId, caller, body }: Call<typeof contract.sendConnectCommand>) {
  const user = findUser(services.database, organisationId, body.data.user_id);
  if (!user || (caller.kind === 'user' && caller.user.id !== user.id)) throw badRequest('User not found.');
  return user;
}

interface MeetingRow {
  user_id: number;
}

/** @throws ApiError 400 unless the meeting is the user's, 409 when the user is recorded already. */
function checkRecording(
  { services: { database }, organisationId, body }: Call<typeof contract.sendConnectCommand>,
  user: UserRow,
): void {
  if (!('meeting_id' in body.data)) return;
  const sql = 'SELECT user_id FROM meetings WHERE uuid = ? AND organisation_id = ?';
  const meeting = database.get<MeetingRow>(sql, body.data.meeting_id.toLowerCase(), organisationId);
  if (meeting?.user_id !== user.id) throw badRequest('Meeting not found.');
  const active = "SELECT 1 FROM meetings WHERE user_id = ? AND status = 'recording'";
  if (body.action === 'startRecording' && database.get(active, user.id)) {
    throw conflict('The user already has an active recording.');
  }
}

const sendConnectCommand = handle(contract.sendConnectCommand, async (call) => {
  const { services, body } = call;
  if (body.action === 'setSpeaker' && !body.data.speaker && !body.data.microphone) {
    throw badRequest('The field data.microphone is required.');
  }
  const user = connectUser(call);
  checkRecording(call, user);
  const settings = await services.connect.send(user.id, body);
  return { body: settings ?? { message: 'Successful operation' } };
});

const setWebhookUrl = handle(contract.setWebhookUrl, ({ services, organisationId, body }) => {
  const { changes } = services.database.run(
    'UPDATE clients SET webhook_url = ? WHERE organisation_id = ?',
    body.webhook_url,
    organisationId,
  );
  if (changes === 0) throw notFound('OAuth client not found.');
  return { body: { success: true, message: 'Webhook url updated' } };
});

const receive3cxCall = handle(contract.receive3cxCall, ({ services, params, body }) => {
  const { database, processing, webhooks } = services;
  const organisation = database.get<{ id: number }>(
    'SELECT id FROM organisations WHERE uuid = ?',
    params.tenantUuid.toLowerCase(),
  );
  if (!organisation) throw notFound('Organisation not found.');
  const start = toMilliseconds(body.StartTime);
  const end = toMilliseconds(body.EndTime);
  if (end <= start) throw badRequest('The EndTime must be after the StartTime.');
  const { problem } = publicUrlOf(body.RecordingUrl);
  if (problem === 'not-public') throw badRequest('The RecordingUrl may not be a private address.');
  if (problem) throw badRequest('The RecordingUrl is not valid.');
  const known = findUserByEmail(database, organisation.id, body.Email);
  if (!known && emailTaken(database, body.Email))
    throw badRequest('The Email belongs to another organisation.');
  const name = (body.Email.split('@')[0] ?? body.Email).replace(/[._-]+/g, ' ');
  const user = known ?? addUser(database, organisation.id, { name, email: body.Email, role: 'user' });
  if (!known) webhooks.send(organisation.id, 'users.created', toUser(user));
  const meetingId = createCallMeeting(database, organisation.id, user, {
    from: body.FromCallerNumber,
    to: body.ToCallerNumber,
    start: toApiTime(start),
    end: toApiTime(end),
    seconds: Math.round((end - start) / 1000),
  });
  processing.schedule(meetingId);
  // Spelled as the documentation spells it.
  return { body: { message: 'Data has been succesfully dispatched' } };
});

export const serviceHandlers = [ping, sendConnectCommand, setWebhookUrl, receive3cxCall];
