import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { World } from '../testing/world.ts';
import { sessionKey } from './sessions.ts';

let world: World;
let cookie: string;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  cookie = await world.signIn();
  world.lines.length = 0;
});

const keyOf = (header: string) => sessionKey(header.slice(header.indexOf('=') + 1)).slice(0, 16);
/** The lines of security events, once the request is finished. */
async function events(): Promise<Record<string, unknown>[]> {
  await expect.poll(() => world.lines.some((line) => line.includes('"message":"request"'))).toBe(true);
  return world.lines.map((line) => JSON.parse(line)).filter(({ message }) => message === 'security');
}

const own = () => ({ origin: world.url, 'sec-fetch-site': 'same-origin' });

test.each([
  ['GET', '/api/types/list', 403],
  ['POST', '/oauth/token', 403],
  ['DELETE', '/session', 403],
  ['DELETE', '/session/all', 403],
  ['POST', '/session/index-key', 403],
  ['POST', '/session/evidence-key', 403],
  ['GET', '/events', 403],
])('%s %s from another site', async (method, path, status) => {
  const headers = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await fetch(world.url + path, { method, headers })).status).toBe(status);
  expect(await events()).toEqual([
    {
      time: expect.any(String),
      level: 'warn',
      message: 'security',
      event: 'foreign origin',
      method,
      path,
      status,
      requestId: expect.any(String),
      session: keyOf(cookie),
      live: true,
    },
  ]);
});

test('a request without a session from another site is distinguished from one with a session', async () => {
  await fetch(`${world.url}/api/types/list`, { headers: { origin: 'https://evil.example' } });
  expect(await events()).toMatchObject([{ event: 'foreign origin', session: 'none', live: false }]);
});

test.each(['/api/types/list', '/reports/17'])('a wrong token in a live session: %s', async (path) => {
  const headers = { ...own(), cookie, authorization: 'Bearer someone-elses' };
  expect((await fetch(world.url + path, { headers })).status).toBe(401);
  expect(await events()).toMatchObject([
    { event: 'wrong token', status: 401, session: keyOf(cookie), live: true },
  ]);
  expect(world.lines.join()).not.toContain('someone-elses');
});

test('signing out everywhere, naming the session that did it', async () => {
  await fetch(`${world.url}/session/all`, { method: 'DELETE', headers: { ...own(), cookie } });
  expect(await events()).toMatchObject([
    { event: 'signed out everywhere', status: 200, session: keyOf(cookie), live: false },
  ]);
});

test('ordinary requests are not events, and no line has a whole key', async () => {
  await world.api('/types/list', cookie);
  await fetch(`${world.url}/api/types/list`);
  await fetch(`${world.url}/session`, { method: 'DELETE', headers: { ...own(), cookie } });
  await expect.poll(() => world.lines.filter((line) => line.includes('"request"')).length).toBe(3);
  expect(await events()).toEqual([]);
  expect(world.lines.join()).not.toContain(sessionKey(cookie.slice(cookie.indexOf('=') + 1)));
});
