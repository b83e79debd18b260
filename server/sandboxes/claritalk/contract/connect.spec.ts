import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as meetingsContract from '#contract/claritalk/meetings.ts';
import * as servicesContract from '#contract/claritalk/services.ts';
import { DesktopClient } from '../connect/desktop-client.ts';
import { newMeeting } from './meeting-rows.ts';
import { eventually, pat, World } from './world.ts';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.destroy());

const connect = async (token: string, lines: string[] = []) => {
  const client = new DesktopClient({ url: world.url, token, log: (line) => lines.push(line) });
  await client.ready();
  return client;
};

const send = (token: string, action: string, data: Readonly<Record<string, unknown>>) =>
  world.call(servicesContract.sendConnectCommand, { token, body: { action, data } });

const statusOf = async (token: string, id: string) =>
  (await world.call(meetingsContract.getMeeting, { token, params: { id } })).body.status as string;

test('only a user’s token is accepted, and only from pages on this machine', async () => {
  await expect(connect('nobody')).rejects.toThrow('Unauthenticated.');
  await expect(connect(await world.serviceToken())).rejects.toThrow('Not for service accounts.');
  const foreign = io(world.url, {
    auth: { token: pat.owen },
    transports: ['websocket'],
    extraHeaders: { Origin: 'https://elsewhere.example' },
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    foreign.on('connect_error', () => resolve());
    foreign.on('connect', () => reject(new Error('connected')));
  });
});

test('the application that connected last gets commands; each user has their own', async () => {
  const [owens, adas] = [[], []] as [string[], string[]];
  const clients = [await connect(pat.owen), await connect(pat.owen, owens), await connect(pat.ada, adas)];
  const user_id = world.accountUuid('owen');
  expect((await send(pat.owen, 'setMicrophone', { user_id, microphone: 'None such' })).status).toBe(400);
  expect((await send(pat.owen, 'getSoundSettings', { user_id })).status).toBe(200);
  expect(owens).toContain('told to getSoundSettings');
  expect(adas).not.toContain('told to getSoundSettings');
  for (const client of clients) await client.close();
  await eventually(async () => {
    const { status } = await send(pat.owen, 'getSoundSettings', { user_id });
    return status === 503 ? true : undefined;
  });
});

test('closing the application ends its recording; killing it leaves a draft behind', async () => {
  const user = world.addUser(1);
  const [closed, killed] = [await newMeeting(world, user), await newMeeting(world, user)];
  const client = await connect(user.token);
  const start = (meeting: { id: string }) =>
    send(user.token, 'startRecording', { user_id: user.uuid, meeting_id: meeting.id });
  expect((await start(closed)).status).toBe(200);
  await sleep(20);
  await client.close();
  await eventually(async () => ((await statusOf(user.token, closed.id)) === 'finished' ? true : undefined));
  // As after kill -9: the meeting is marked as being recorded, and nobody records it.
  world.sql(
    "UPDATE meetings SET status = 'recording', recording_type = 'connect_on_site' WHERE uuid = ?",
    killed.id,
  );
  const next = await connect(user.token);
  await eventually(async () => ((await statusOf(user.token, killed.id)) === 'draft' ? true : undefined));
  expect((await start(killed)).status).toBe(200);
  await next.close();
});

test('an application reconnects when the sandbox is back', async () => {
  const client = await connect(pat.nora);
  const { url } = world;
  await world.stop();
  const restarted = new World({ port: Number(new URL(url).port) });
  await restarted.start();
  try {
    await eventually(async () => {
      const body = { action: 'getSoundSettings', data: { user_id: restarted.accountUuid('nora') } };
      const { status } = await restarted.call(servicesContract.sendConnectCommand, { token: pat.nora, body });
      return status === 200 ? true : undefined;
    });
  } finally {
    await client.close();
    await restarted.destroy();
    await world.start();
  }
});
