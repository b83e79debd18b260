import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tokens } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  await world.stop();
});

/** Returns someone's access token, as Passport creates them. */
const jwtOf = (sub: unknown) =>
  ['e30', Buffer.from(JSON.stringify({ sub, aud: 'x' })).toString('base64url'), 'signature'].join('.');

/** Signs in as someone, in a separate browser. */
async function signInAs(sub: unknown): Promise<string> {
  world.upstream.answer = tokens({ accessToken: jwtOf(sub) });
  return world.signIn();
}

/** Signs out everywhere as a page of the dashboard does. */
const everywhere = (cookie: string, headers: Record<string, string> = {}, method = 'DELETE') =>
  fetch(`${world.url}/session/all`, {
    method,
    headers: {
      origin: world.url,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      cookie,
      ...headers,
    },
  });
const stateOf = async (cookie: string) =>
  (await fetch(`${world.url}/session`, { headers: { cookie } })).json();

test('ends all sessions of the person and nobody else’s', async () => {
  const [first, second, other] = [await signInAs('7'), await signInAs(7), await signInAs('70')];
  expect(await stateOf(first)).toMatchObject({ signedIn: true, sessions: 2 });

  const response = await everywhere(first);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ended: 2, complete: true });
  expect(response.headers.get('set-cookie')).toMatch(/^session=; .*Max-Age=0/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  for (const cookie of [first, second]) {
    expect(await stateOf(cookie)).toEqual({
      signedIn: false,
      since: null,
      until: null,
      sessions: 0,
      signInBegun: false,
      subjectKey: null,
    });
    expect((await world.api('/user/me', cookie)).status).toBe(401);
    expect((await everywhere(cookie)).status).toBe(401);
  }
  expect(await stateOf(other)).toMatchObject({ signedIn: true, sessions: 1 });
  expect((await world.renew(other)).status).toBe(200);
});

test('tells the other browsers that they were signed out, but not one whose session expired', async () => {
  const [first, second] = [await signInAs('7'), await signInAs('7')];
  await everywhere(first);
  world.upstream.received.length = 0;
  for (const cookie of [second, second]) {
    const response = await world.renew(cookie);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toBe('access_denied');
    expect(response.headers.get('set-cookie')).toMatch(/Max-Age=0/);
  }
  expect((await (await world.renew(`session=${'A'.repeat(43)}`)).json()).error).toBe('invalid_grant');
  expect(world.upstream.received).toEqual([]);
});

test('a refresh in progress does not bring an ended session back', async () => {
  const [first, second] = [await signInAs('7'), await signInAs('7')];
  const database = new DatabaseSync(join(world.dataDir, 'sessions.sqlite'));
  database.exec('UPDATE sessions SET access_expires_at = 1');
  let answered = () => {};
  const asked = new Promise<void>((resolve) => {
    world.upstream.answer = (request, response) => {
      answered = () => tokens({ accessToken: jwtOf('7') })(request, response);
      resolve();
    };
  });
  const renewing = world.renew(second);
  await asked;
  await everywhere(first);
  answered();
  expect(await (await renewing).json()).toMatchObject({ error: 'access_denied' });
  expect((await world.renew(second)).status).toBe(400);
  expect(database.prepare("SELECT count(*) AS n FROM sessions WHERE access_token <> x''").get()?.n).toBe(0);
  database.close();
});

test('nothing usable of an ended session stays on disk, and a restart remembers that it ended', async () => {
  const [first, second] = [await signInAs('7'), await signInAs('7')];
  await everywhere(first);
  await world.run();
  expect((await (await world.renew(second)).json()).error).toBe('access_denied');
  const database = new DatabaseSync(join(world.dataDir, 'sessions.sqlite'));
  const rows = database.prepare('SELECT * FROM sessions').all();
  database.close();
  expect(rows).toHaveLength(2);
  for (const row of rows) {
    expect(row).toMatchObject({ ended: 1, access_hash: '', refresh_token: null });
    expect((row.access_token as Uint8Array).length).toBe(0);
  }
  expect(readFileSync(join(world.dataDir, 'sessions.sqlite'), 'latin1')).not.toContain(jwtOf('7'));
});

test.each(['opaque', 'a.b.c', `e30.${Buffer.from('{"sub":""}').toString('base64url')}.s`])(
  'a token that says nobody (%s) ends its own session only, and says so',
  async (accessToken) => {
    world.upstream.answer = tokens({ accessToken });
    const [first, second] = [await world.signIn(), await world.signIn()];
    expect(await stateOf(first)).toMatchObject({ signedIn: true, sessions: null });
    expect(await (await everywhere(first)).json()).toEqual({ ended: 1, complete: false });
    expect((await world.renew(second)).status).toBe(200);
  },
);

test('a session from before this was recorded takes part once it is renewed', async () => {
  const [first, second] = [await signInAs('7'), await signInAs('7')];
  const database = new DatabaseSync(join(world.dataDir, 'sessions.sqlite'));
  database.exec('DROP TABLE store_versions; DROP INDEX sessions_subject');
  database.exec('ALTER TABLE sessions DROP COLUMN subject; ALTER TABLE sessions DROP COLUMN ended');
  database.exec('UPDATE sessions SET access_expires_at = 1');
  database.close();
  await world.run();
  world.upstream.answer = tokens({ accessToken: jwtOf('7') });
  expect((await world.renew(first)).status).toBe(200);
  expect((await world.renew(second)).status).toBe(200);
  expect(await (await everywhere(first)).json()).toEqual({ ended: 2, complete: true });
});

test.each<[string, Record<string, string>]>([
  ['another origin', { origin: 'https://evil.test' }],
  ['an opaque origin', { origin: 'null' }],
  ['another site that claims our origin', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling of our site', { 'sec-fetch-site': 'same-site' }],
  ['an address typed in', { 'sec-fetch-site': 'none' }],
  ['a frame', { 'sec-fetch-dest': 'iframe' }],
  ['a form', { 'sec-fetch-dest': 'document' }],
])('is refused to %s, and everyone stays signed in', async (_name, headers) => {
  const cookie = await signInAs('7');
  expect((await everywhere(cookie, headers)).status).toBe(403);
  expect(await stateOf(cookie)).toMatchObject({ signedIn: true });
});

test('is refused without an origin, without a session and to other methods', async () => {
  const cookie = await signInAs('7');
  const lines = [`Cookie: ${cookie}`, 'Sec-Fetch-Site: same-origin', 'Content-Length: 0'];
  expect(await world.rawStatus('DELETE', '/session/all', lines)).toBe(403);
  for (const bad of ['', `session=${'A'.repeat(43)}`, `${cookie}; ${cookie}`]) {
    expect((await everywhere(bad)).status, bad).toBe(401);
  }
  for (const method of ['GET', 'POST', 'PUT']) {
    const response = await everywhere(cookie, {}, method);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('DELETE');
  }
  expect(await stateOf(cookie)).toMatchObject({ signedIn: true });
});
