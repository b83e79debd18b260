import { afterEach, expect, test } from 'vitest';
import { getMeeting, listMeetings } from '#contract/claritalk/meetings.ts';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { refresh, tokensOf } from './browser.ts';
import { newMeeting } from './meeting-rows.ts';
import { eventually, pat, World, wav } from './world.ts';

let world: World;
afterEach(() => world.destroy());

test('data, tokens and keys survive a restart', async () => {
  world = new World({ meetings: 12 });
  await world.start();
  const tokens = await tokensOf(world, 'owen@sandbox.test');
  const token = await world.serviceToken();
  const before = await world.call(listMeetings, { token, query: { limit: '100' } });
  await world.stop();
  await world.start();
  const after = await world.call(listMeetings, { token, query: { limit: '100' } });
  expect(after.body).toEqual(before.body);
  expect((await world.call(getCurrentUser, { token: tokens.access_token })).status).toBe(200);
  expect((await refresh(world, tokens.refresh_token)).status).toBe(200);
});

test('an upload and its processing continue after a restart', async () => {
  world = new World({ meetings: 5, processingMs: 600 });
  await world.start();
  const meeting = await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') });
  const audio = wav(1);
  const half = audio.length / 2;
  await world.upload(meeting.id, pat.owen, { number: 1, total: 2, bytes: audio.subarray(0, half) });
  await world.stop();
  await world.start();
  await world.upload(meeting.id, pat.owen, { number: 2, total: 2, bytes: audio.subarray(half) });
  await world.stop();
  expect(world.sql('SELECT status FROM meetings WHERE uuid = ?', meeting.id)[0]?.status).toBe('processing');
  await world.start();
  await eventually(async () => {
    const read = await world.call(getMeeting, { token: pat.owen, params: { id: meeting.id } });
    return read.body.status === 'finished' ? true : undefined;
  });
});
