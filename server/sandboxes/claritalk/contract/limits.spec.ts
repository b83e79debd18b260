import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listTypes } from '#contract/claritalk/templates.ts';
import { dashboardClient } from '../credentials.ts';
import { Browser, redirectUri, verifier } from './browser.ts';
import { newMeeting } from './meeting-rows.ts';
import { pat, World, wav } from './world.ts';

const world = new World({
  meetings: 5,
  defaultLimitPerMinute: 5,
  uploadLimitPerMinute: 3,
  tokenLimitPerMinute: 4,
});
beforeAll(() => world.start());
afterAll(() => world.destroy());
beforeEach(() => world.post('/sandbox/reset-rate-limits'));

test('counts within a minute and says what is left', async () => {
  const remaining = [];
  for (let count = 0; count < 5; count++) {
    const answer = await world.call(listTypes, { token: pat.ada });
    expect(answer.headers.get('x-ratelimit-limit')).toBe('5');
    remaining.push(answer.headers.get('x-ratelimit-remaining'));
  }
  expect(remaining).toEqual(['4', '3', '2', '1', '0']);
  const limited = await world.call(listTypes, { token: pat.ada });
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect((await world.call(listTypes, { token: pat.owen })).status).toBe(200);
  await world.post('/sandbox/reset-rate-limits');
  expect((await world.call(listTypes, { token: pat.ada })).status).toBe(200);
});

test('counts people and service accounts, whatever their tokens', async () => {
  const code = (await new Browser(world).grant('ada@sandbox.test')).searchParams.get('code') ?? '';
  const granted = await world.token({
    grant_type: 'authorization_code',
    client_id: dashboardClient.clientId,
    client_secret: dashboardClient.clientSecret,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  });
  const left = async (token: string) =>
    Number((await world.call(listTypes, { token })).headers.get('x-ratelimit-remaining'));
  expect([await left(pat.ada), await left(granted.body.access_token), await left(pat.owen)]).toEqual([
    4, 3, 4,
  ]);
  expect([await left(await world.serviceToken()), await left(await world.serviceToken())]).toEqual([4, 3]);
});

test('uploads have a limit of their own', async () => {
  const meeting = await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') });
  const statuses = [];
  for (let number = 1; number <= 4; number++) {
    const answer = await world.upload(meeting.id, pat.owen, { number, total: 9, bytes: wav(0.1) });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await world.call(listTypes, { token: pat.owen })).status).toBe(200);
});

test('errors carry the headers as well, and count', async () => {
  const answer = await world.call(listTypes, { token: pat.nora, query: { unknown: '1' } });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('4');
});

test('the token endpoint counts per address', async () => {
  const statuses = [];
  for (let count = 0; count < 5; count++) statuses.push((await world.token({ grant_type: 'x' })).status);
  expect(statuses).toEqual([400, 400, 400, 400, 429]);
});
