import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { getMeeting, uploadAudioChunk } from '#contract/claritalk/meetings.ts';
import { ping } from '#contract/claritalk/services.ts';
import { listTypes, saveType } from '#contract/claritalk/templates.ts';
import { serviceAccount } from '../credentials.ts';
import { newMeeting } from './meeting-rows.ts';
import { pat, World, wav } from './world.ts';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.destroy());
afterEach(() => fetch(`${world.url}/sandbox/faults`, { method: 'DELETE' }));

const add = (fault: unknown) => world.post('/sandbox/faults', fault);
const pinged = async () => (await world.call(ping)).status;
const left = async () => (await (await fetch(`${world.url}/sandbox/faults`)).json()).faults;

describe('fault switch', () => {
  test('fails the next calls of one operation, in order', async () => {
    await add({ operation: 'ping', times: 2, status: 503 });
    await add({ operation: 'ping', retryAfter: 2 });
    expect((await world.call(listTypes, { token: pat.ada })).status).toBe(200);
    expect(await pinged()).toBe(503);
    expect(await left()).toMatchObject([{ times: 1 }, { operation: 'ping' }]);
    expect(await pinged()).toBe(503);
    const limited = await world.call(ping);
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('2');
    expect(await pinged()).toBe(200);
    expect(await left()).toEqual([]);
  });

  test('delays', async () => {
    await add({ operation: 'ping', delayMs: 150 });
    const started = performance.now();
    expect(await pinged()).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  test('drops the connection before or after the work', async () => {
    const count = async () => (await world.call(listTypes, { token: pat.ada })).body.length;
    const before = await count();
    await add({ operation: 'saveType', drop: true });
    await expect(world.call(saveType, { token: pat.ada, body: { name: 'Lost' } })).rejects.toThrow();
    expect(await count()).toBe(before);
    await add({ operation: 'saveType', drop: true, afterProcessing: true });
    await expect(world.call(saveType, { token: pat.ada, body: { name: 'Kept' } })).rejects.toThrow();
    expect(await count()).toBe(before + 1);
  });

  test('an upload whose response was lost can be sent again', async () => {
    const meeting = await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') });
    await add({ operation: uploadAudioChunk.name, drop: true, afterProcessing: true });
    const chunk = { number: 1, total: 1, bytes: wav(1) };
    await expect(world.upload(meeting.id, pat.owen, chunk)).rejects.toThrow();
    expect((await world.upload(meeting.id, pat.owen, chunk)).status).toBe(200);
    const read = await world.call(getMeeting, { token: pat.owen, params: { id: meeting.id } });
    expect(['processing', 'finished']).toContain(read.body.status);
  });

  test('an error to an upload arrives although the body is large', async () => {
    const meeting = await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') });
    await add({ operation: uploadAudioChunk.name, status: 503 });
    const chunk = { number: 1, total: 1, bytes: Buffer.alloc(5_000_000) };
    expect((await world.upload(meeting.id, pat.owen, chunk)).status).toBe(503);
  });

  test('reaches the token endpoint', async () => {
    await add({ operation: 'issueToken', status: 500 });
    const fields = {
      grant_type: 'client_credentials',
      client_id: serviceAccount.clientId,
      client_secret: serviceAccount.clientSecret,
    };
    expect((await world.token(fields)).status).toBe(500);
    expect((await world.token(fields)).status).toBe(200);
  });

  test.each([
    {},
    [],
    'text',
    { operation: 'unknown', status: 503 },
    { operation: 'ping' },
    { operation: 'ping', status: 200 },
    { operation: 'ping', times: 0, status: 503 },
    { operation: 'ping', status: 503, drop: true },
    { operation: 'ping', delayMs: -1 },
    { operation: 'ping', status: 503, extra: 1 },
  ])('refuses a fault that makes no sense: %o', async (fault) => {
    const answer = await add(fault);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toEqual(expect.any(String));
    expect(await left()).toEqual([]);
  });
});

describe('helpers', () => {
  test('refuse what is malformed', async () => {
    expect((await world.post('/sandbox/expire-tokens', { refresh: 'yes' })).status).toBe(400);
    const noJson = await fetch(`${world.url}/sandbox/faults`, { method: 'POST', body: 'x' });
    expect(noJson.status).toBe(400);
    const get = await fetch(`${world.url}/sandbox/expire-tokens`);
    expect(get.status).toBe(405);
    expect(get.headers.get('allow')).toBe('POST');
    expect((await fetch(`${world.url}/sandbox/meetings/nothing/audio`)).status).toBe(404);
  });

  test('are not open to pages of other sites', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await fetch(`${world.url}/sandbox/reset-rate-limits`, { method: 'POST', headers });
    expect(answer.status).toBe(403);
  });

  test('healthz answers', async () => {
    const answer = await fetch(`${world.url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'ok' });
  });
});
