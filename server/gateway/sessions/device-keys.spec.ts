import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { evidenceKeyPath, indexKeyPath } from '#contract/gateway/session.ts';
import { tokens } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await World.start();
});
afterEach(async () => {
  await world.stop();
});

const [ofIndex, ofEvidence] = [indexKeyPath, evidenceKeyPath];

/** Asks for a key as the page does. */
const ask = (cookie: string, headers: Record<string, string> = {}, method = 'POST', path = ofIndex) =>
  fetch(world.url + path, {
    method,
    headers: {
      origin: world.url,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'empty',
      cookie,
      authorization: `Bearer ${world.tokenOf(cookie)}`,
      ...headers,
    },
  });
const keyOf = async (cookie: string, path = ofIndex) => {
  const response = await ask(cookie, {}, 'POST', path);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer()).toString('hex');
};
const signOut = (cookie: string) =>
  fetch(`${world.url}/session`, { method: 'DELETE', headers: { origin: world.url, cookie } });

test('256 bits, the same for the session’s life, a renewal and a restart included', async () => {
  const cookie = await world.signIn();
  const key = await keyOf(cookie);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  await world.renew(cookie);
  expect(await keyOf(cookie)).toBe(key);
  await world.run();
  expect(await keyOf(cookie)).toBe(key);
});

test('differs between sessions, and is gone at sign-out', async () => {
  const first = await world.signIn();
  const second = await world.signIn();
  const keys = [await keyOf(first), await keyOf(second)];
  expect(keys[0]).not.toBe(keys[1]);
  await signOut(first);
  expect((await ask(first)).status).toBe(401);
  expect(await keyOf(second)).toBe(keys[1]);
});

/** Signs in as someone whom Claritalk's tokens name, in a browser of their own. */
function signInAs(sub: string): Promise<string> {
  const claims = Buffer.from(JSON.stringify({ sub, aud: 'x' })).toString('base64url');
  world.upstream.answer = tokens({ accessToken: `e30.${claims}.${Math.random()}` });
  return world.signIn();
}

test('that of evidence is the person’s: in every session, after signing out, and with a new secret', async () => {
  const [old, fresh] = ['an old secret that is long enough 1234', 'a new secret that is long enough 12345'];
  await world.run({ sessionSecret: old });
  const [ada, elsewhere, owen] = [await signInAs('7'), await signInAs('7'), await signInAs('8')];
  const key = await keyOf(ada, ofEvidence);
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await keyOf(elsewhere, ofEvidence)).toBe(key);
  expect(await keyOf(owen, ofEvidence)).not.toBe(key);
  expect(await keyOf(ada)).not.toBe(key);
  await signOut(ada);
  expect((await ask(ada, {}, 'POST', ofEvidence)).status).toBe(401);
  world.lines.length = 0;
  await world.run({ sessionSecret: [fresh, old] });
  await expect.poll(() => world.lines.some((line) => line.includes('all is sealed'))).toBe(true);
  await world.run({ sessionSecret: fresh });
  expect(await keyOf(await signInAs('7'), ofEvidence)).toBe(key);
});

test('that of evidence is another’s where tokens do not say whose they are', async () => {
  const keys = [await world.signIn(), await world.signIn()].map((cookie) => keyOf(cookie, ofEvidence));
  expect(new Set(await Promise.all(keys)).size).toBe(2);
});

test('is never cached, and is not a document, script or frame', async () => {
  const { headers } = await ask(await world.signIn());
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test.each<[string, Record<string, string>]>([
  ['another origin', { origin: 'https://evil.test' }],
  ['an opaque origin', { origin: 'null' }],
  ['another site that claims our origin', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling of our site', { 'sec-fetch-site': 'same-site' }],
  ['an address typed in', { 'sec-fetch-site': 'none' }],
  ['a script element', { 'sec-fetch-dest': 'script' }],
  ['a frame', { 'sec-fetch-dest': 'iframe' }],
  ['a form', { 'sec-fetch-dest': 'document' }],
])('is refused to %s', async (_name, headers) => {
  const response = await ask(await world.signIn(), headers);
  expect(response.status).toBe(403);
  expect(response.headers.get('content-type')).toMatch(/json/);
});

test('is refused without an origin', async () => {
  const cookie = await world.signIn();
  const status = await world.rawStatus('POST', '/session/index-key', [
    `Cookie: ${cookie}`,
    'Sec-Fetch-Site: same-origin',
    'Content-Length: 0',
  ]);
  expect(status).toBe(403);
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('is refused to %s', async (method) => {
  const response = await ask(await world.signIn(), {}, method);
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('POST');
  expect((await response.text()).length).toBeLessThan(100);
});

test('is refused without a session, and with a planted or ended one', async () => {
  const cookie = await world.signIn();
  for (const bad of ['', `session=${'A'.repeat(43)}`, `${cookie}; ${cookie}`, `x${cookie}`]) {
    expect((await ask(bad)).status, bad).toBe(401);
  }
  const database = new DatabaseSync(join(world.dataDir, 'sessions.sqlite'));
  database.exec('UPDATE sessions SET until = 1');
  database.close();
  expect((await ask(cookie)).status).toBe(401);
});

test('a changed session secret ends the session, and so its key', async () => {
  const cookie = await world.signIn();
  rmSync(join(world.dataDir, 'session-secret'));
  await world.run({ sessionSecret: 'another secret that is long enough 123' });
  expect((await ask(cookie)).status).toBe(401);
});

test('stays the same when the secret is replaced, and nobody is signed out', async () => {
  const [old, fresh] = ['an old secret that is long enough 1234', 'a new secret that is long enough 12345'];
  await world.run({ sessionSecret: old });
  const cookie = await world.signIn();
  const key = await keyOf(cookie);
  await world.run({ sessionSecret: [fresh, old] });
  expect(await keyOf(cookie)).toBe(key);
  await expect.poll(() => world.lines.some((line) => line.includes('all is sealed'))).toBe(true);
  await world.run({ sessionSecret: fresh });
  expect((await world.renew(cookie)).status).toBe(200);
  expect(await keyOf(cookie)).toBe(key);
});

test('is neither on the gateway’s disk nor in its log', async () => {
  const cookie = await world.signIn();
  const key = Buffer.from(await keyOf(cookie), 'hex');
  const forms = [
    key.toString('latin1'),
    key.toString('hex'),
    key.toString('base64'),
    key.toString('base64url'),
  ];
  const kept = readdirSync(world.dataDir).map((name) => readFileSync(join(world.dataDir, name), 'latin1'));
  for (const text of [...kept, ...world.lines]) {
    for (const form of forms) expect(text.includes(form)).toBe(false);
  }
});
