import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import * as meetingsContract from '#contract/claritalk/meetings.ts';
import { issueToken } from '#contract/claritalk/oauth.ts';
import * as servicesContract from '#contract/claritalk/services.ts';
import * as usersContract from '#contract/claritalk/users.ts';
import { DesktopClient } from '../connect/desktop-client.ts';
import { serviceAccount } from '../credentials.ts';
import { newMeeting } from './meeting-rows.ts';
import { failure, success } from './row.ts';
import { eventually, pat, type World } from './world.ts';

const tenantOf = (world: World) => String(world.sql('SELECT uuid FROM organisations WHERE id = 1')[0]?.uuid);

const phoneCall = {
  StartTime: '2025-01-15T10:00:00.000Z',
  EndTime: '2025-01-15T10:30:00.000Z',
  FromCallerNumber: '+31612345678',
  ToCallerNumber: '+31687654321',
  Email: 'agent@company.test',
  RecordingUrl: 'https://3cx.example.com/recordings/abc123.wav',
};

const call3cx = (
  world: World,
  fields: Readonly<Record<string, unknown>> = {},
  tenantUuid = tenantOf(world),
) =>
  world.call(servicesContract.receive3cxCall, { params: { tenantUuid }, body: { ...phoneCall, ...fields } });

const successful = { message: 'Successful operation' };

async function connectedClient(world: World, token: string): Promise<DesktopClient> {
  const client = new DesktopClient({ url: world.url, token, log: () => {} });
  await client.ready();
  return client;
}

export function serviceRows(): void {
  success(servicesContract.ping, async (world) => {
    const answer = await world.call(servicesContract.ping);
    expect(answer.body).toEqual({ message: 'Pong!' });
    return answer;
  });

  success(servicesContract.sendConnectCommand, async (world) => {
    const user_id = world.accountUuid('owen');
    const send = (action: string, fields: Readonly<Record<string, unknown>> = {}) =>
      world.call(servicesContract.sendConnectCommand, {
        token: pat.owen,
        body: { action, data: { user_id, ...fields } },
      });
    const client = await connectedClient(world, pat.owen);
    try {
      expect((await send('setMicrophone', { microphone: 'USB Headset' })).body).toEqual(successful);
      expect((await send('setSpeaker', { microphone: 'USB Headset' })).body).toEqual(successful);
      const settings = await send('getSoundSettings');
      expect(settings.body).toMatchObject({ microphone: 'USB Headset', speaker: 'USB Headset' });
      const settingsV2 = await send('getSoundSettings_v2');
      expect(settingsV2.body.microphones).toContainEqual({
        name: 'USB Headset',
        is_default: false,
        selected: true,
      });
      // Service accounts command the application of any user.
      return await world.call(servicesContract.sendConnectCommand, {
        token: await world.serviceToken(),
        body: { action: 'getSoundSettings', data: { user_id } },
      });
    } finally {
      await client.close();
    }
  });
  failure(
    servicesContract.sendConnectCommand,
    400,
    'missing params, invalid action, user or meeting not found',
    async (world) => {
      const user_id = world.accountUuid('owen');
      for (const body of [
        {},
        { action: 'explode', data: { user_id } },
        { action: 'setMicrophone', data: { user_id } },
        { action: 'getSoundSettings', data: { user_id: randomUUID() } },
        // End users command their own application only.
        { action: 'getSoundSettings', data: { user_id: world.accountUuid('nora') } },
      ]) {
        expect(
          (await world.call(servicesContract.sendConnectCommand, { token: pat.owen, body })).status,
        ).toBe(400);
      }
      const data = { user_id, meeting_id: randomUUID() };
      return world.call(servicesContract.sendConnectCommand, {
        token: pat.owen,
        body: { action: 'stopRecording', data },
      });
    },
  );
  failure(servicesContract.sendConnectCommand, 409, 'user already has active recording', async (world) => {
    const user = world.addUser(1);
    const client = await connectedClient(world, user.token);
    try {
      const [first, second] = [await newMeeting(world, user), await newMeeting(world, user)];
      const send = (action: string, meeting: { id: string }) =>
        world.call(servicesContract.sendConnectCommand, {
          token: user.token,
          body: { action, data: { user_id: user.uuid, meeting_id: meeting.id, online_meeting: true } },
        });
      expect((await send('startRecording', first)).body).toEqual(successful);
      const refused = await send('startRecording', second);
      expect((await send('stopRecording', second)).status).toBe(400);
      expect((await send('stopRecording', first)).body).toEqual(successful);
      // The application uploads the audio, and the meeting says how it was recorded.
      await eventually(async () => {
        const meeting = await world.call(meetingsContract.getMeeting, {
          token: user.token,
          params: { id: first.id },
          headers: { 'x-claritalk-connect': '1' },
        });
        const { status, recording_type } = meeting.body;
        return status === 'finished' && recording_type === 'connect_online' ? true : undefined;
      });
      return refused;
    } finally {
      await client.close();
    }
  });
  failure(
    servicesContract.sendConnectCommand,
    503,
    'Claritalk Connect desktop client not connected',
    async (world) => {
      const uuid = world.accountUuid('owen');
      const meeting = await newMeeting(world, { token: pat.owen, uuid });
      const data = { user_id: uuid, meeting_id: meeting.id, online_meeting: false };
      for (const body of [
        { action: 'getSoundSettings_v2', data: { user_id: uuid } },
        { action: 'setSpeaker', data: { user_id: uuid, speaker: 'Desk' } },
      ]) {
        expect(
          (await world.call(servicesContract.sendConnectCommand, { token: pat.owen, body })).status,
        ).toBe(503);
      }
      const body = { action: 'startRecording', data };
      return world.call(servicesContract.sendConnectCommand, { token: pat.owen, body });
    },
  );

  success(servicesContract.setWebhookUrl, async (world) => {
    const body = { webhook_url: 'https://hooks.example.test/claritalk' };
    const answer = await world.call(servicesContract.setWebhookUrl, { token: pat.ada, body });
    expect(answer.body).toEqual({ success: true, message: 'Webhook url updated' });
    return answer;
  });
  failure(servicesContract.setWebhookUrl, 400, 'missing webhook_url', (world) =>
    world.call(servicesContract.setWebhookUrl, { token: pat.ada, body: {} }),
  );
  failure(servicesContract.setWebhookUrl, 404, 'organisation or OAuth client not found', (world) =>
    world.call(servicesContract.setWebhookUrl, {
      token: world.addUser(3).token,
      body: { webhook_url: 'https://hooks.example.test/' },
    }),
  );

  success(servicesContract.receive3cxCall, async (world) => {
    const answer = await call3cx(world);
    const token = await world.serviceToken();
    const invited = await world.call(usersContract.getUser, { token, query: { email: phoneCall.Email } });
    expect(invited.status).toBe(200);
    const query = { date_start: '2025-01-15', date_end: '2025-01-15' };
    await eventually(async () => {
      const list = await world.call(meetingsContract.listMeetings, { token, query });
      return list.body[0]?.status === 'finished' ? true : undefined;
    });
    return answer;
  });
  failure(servicesContract.receive3cxCall, 400, 'missing or invalid fields', async (world) => {
    for (const fields of [
      { RecordingUrl: 'http://3cx.example.com/a.wav' },
      { RecordingUrl: 'https://192.168.1.5/a.wav' },
      { RecordingUrl: 'https://[::1]/a.wav' },
      { RecordingUrl: 'https://[64:ff9b::c0a8:105]/a.wav' },
      { RecordingUrl: 'https://0xc0.168.261/a.wav' },
      { RecordingUrl: 'https://pbx:secret@192.168.1.5/a.wav' },
      { EndTime: phoneCall.StartTime },
      { Email: 'nobody' },
    ]) {
      expect((await call3cx(world, fields)).status).toBe(400);
    }
    return call3cx(world, { FromCallerNumber: undefined });
  });
  failure(servicesContract.receive3cxCall, 404, 'organisation not found', (world) =>
    call3cx(world, {}, randomUUID()),
  );

  const credentials = { client_id: serviceAccount.clientId, client_secret: serviceAccount.clientSecret };
  success(issueToken, async (world) => {
    const answer = await world.token({ grant_type: 'client_credentials', ...credentials });
    expect(answer.body).toEqual({ token_type: 'Bearer', expires_in: 3600, access_token: expect.any(String) });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    return answer;
  });
  failure(
    issueToken,
    400,
    'invalid_request, invalid_grant, unsupported_grant_type or invalid_scope',
    async (world) => {
      const scope = await world.token({
        grant_type: 'client_credentials',
        ...credentials,
        scope: 'everything',
      });
      expect(scope).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
      const refresh = await world.token({ grant_type: 'refresh_token', ...credentials, refresh_token: 'x' });
      expect(refresh).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      const missing = await world.token({ grant_type: 'authorization_code', ...credentials });
      expect(missing).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      const answer = await world.token({ grant_type: 'password', ...credentials });
      expect(answer.body.error).toBe('unsupported_grant_type');
      return answer;
    },
  );
  failure(issueToken, 401, 'invalid_client', async (world) => {
    const answer = await world.token({
      grant_type: 'client_credentials',
      ...credentials,
      client_secret: 'no',
    });
    expect(answer.body.error).toBe('invalid_client');
    return answer;
  });
}
