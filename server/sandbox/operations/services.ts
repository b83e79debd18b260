import { isIP } from 'node:net';
import * as contract from '#contract/claritalk.ts';
import { toApiTime, toMilliseconds } from '../clock.ts';
import { ApiError, badRequest, notFound } from '../errors.ts';
import { handle } from '../operation-handler.ts';
import { createCallMeeting } from '../store/call-meeting.ts';
import { addUser, emailTaken, findUser, findUserByEmail, toUser } from '../store/users.ts';

const ping = handle(contract.ping, () => ({ body: { message: 'Pong!' } }));

const sendConnectCommand = handle(contract.sendConnectCommand, ({ services, organisationId, body }) => {
  const { database } = services;
  if (body.action === 'setSpeaker' && !body.data.speaker && !body.data.microphone) {
    throw badRequest('The field data.microphone is required.');
  }
  if (!findUser(database, organisationId, body.data.user_id)) throw badRequest('User not found.');
  if ('meeting_id' in body.data) {
    const sql = 'SELECT 1 FROM meetings WHERE uuid = ? AND organisation_id = ?';
    const meeting = database.get(sql, body.data.meeting_id.toLowerCase(), organisationId);
    if (!meeting) throw badRequest('Meeting not found.');
  }
  throw new ApiError(503, 'Claritalk Connect desktop client is not connected');
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

const privateAddress =
  /^(0\.|10\.|127\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::|f[cd]|fe[89ab])/i;

/** Whether a URL names this machine or a private network by address or by a local name. */
function isPrivate(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) ? privateAddress.test(host) : /(^|\.)(localhost|local|internal)\.?$/i.test(host);
}

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
  if (isPrivate(body.RecordingUrl)) throw badRequest('The RecordingUrl may not be a private address.');
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
