import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EventStream } from './testing/event-stream.ts';
import { World } from './testing/world.ts';

/** What a request for this address needs besides the cookie. */
type Needs =
  /** To come from our own page: signing out must work without a token too. */
  | 'page'
  /** That, and the token of this very session. */
  | 'token';

/** Everything that relies on the session's cookie and is not under `/api`, `/admin` or `/reports`. */
const table: readonly (readonly [method: string, path: string, needs: Needs, status: number])[] = [
  ['GET', '/session', 'page', 200],
  ['POST', '/session/sign-in', 'page', 204],
  ['POST', '/session/index-key', 'token', 200],
  ['POST', '/session/evidence-key', 'token', 200],
  ['GET', '/events', 'token', 200],
  ['DELETE', '/session/all', 'page', 200],
  ['DELETE', '/session', 'page', 204],
];

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

/** Sends exactly these headers, and returns the status. `fetch` would add its own. */
const statusOf = (method: string, path: string, headers: Readonly<Record<string, string | undefined>>) =>
  world.rawStatus(method, path, [
    ...Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    ...(method === 'GET' ? [] : ['Content-Length: 0']),
  ]);

describe.each(table)('%s %s', (method, path, needs, status) => {
  const isRead = method === 'GET';
  let cookie: string;
  let own: Record<string, string | undefined>;
  beforeAll(async () => {
    cookie = await world.signIn();
    own = {
      Cookie: cookie,
      Origin: world.url,
      'Sec-Fetch-Site': 'same-origin',
      'Sec-Fetch-Dest': 'empty',
      Authorization: needs === 'token' ? `Bearer ${world.tokenOf(cookie)}` : undefined,
    };
  });
  const alive = async () => (await world.renew(cookie)).status;

  test.each<[string, Record<string, string | undefined>]>([
    ['another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }],
    [
      'another site, in a browser that does not tell',
      { Origin: 'https://evil.test', 'Sec-Fetch-Site': undefined },
    ],
    ['another name of the same site', { Origin: 'http://evil.localhost', 'Sec-Fetch-Site': 'same-site' }],
    [
      'another port, in a browser that does not tell',
      { Origin: 'http://localhost:1', 'Sec-Fetch-Site': undefined },
    ],
    ['another site without its name', { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' }],
    ['a frame in a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a form', { 'Sec-Fetch-Dest': 'document' }],
    ['a picture', { Origin: undefined, 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Dest': 'image' }],
    ['a script of our own page', { 'Sec-Fetch-Dest': 'script' }],
  ])('refuses %s, and nobody is signed out', async (_who, headers) => {
    expect(await statusOf(method, path, { ...own, ...headers })).toBe(403);
    expect(await alive()).toBe(200);
  });

  test('in a browser that says nothing at all refuses changes, and reading what is the person’s', async () => {
    const silent = { Cookie: cookie };
    expect(await statusOf(method, path, silent)).toBe(isRead ? (needs === 'token' ? 401 : 200) : 403);
    expect(await alive()).toBe(200);
  });

  test(`accepts our own page’s: ${status}`, async () => {
    own.Authorization &&= `Bearer ${world.tokenOf(cookie)}`;
    if (path !== '/events') return expect(await statusOf(method, path, own)).toBe(status);
    // This answer has no end.
    const stream = await EventStream.open(world.url, cookie, { token: world.tokenOf(cookie) });
    stream.close();
    expect(stream.status).toBe(status);
  });
});

test.each(table.filter(([, , needs]) => needs === 'token'))(
  '%s %s refuses a token that is not the session’s, or none',
  async (method, path) => {
    const [cookie, other] = [await world.signIn(), await world.signIn()];
    const page = { Cookie: cookie, Origin: world.url, 'Sec-Fetch-Site': 'same-origin' };
    for (const Authorization of [`Bearer ${world.tokenOf(other)}`, 'Bearer sandbox-pat-ada', undefined]) {
      expect(await statusOf(method, path, { ...page, Authorization }), Authorization).toBe(401);
    }
  },
);

test('no address is missing here: what reads the cookie is in the table, or asks for the token as well', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('testing'))
    .filter((name) => /\bcookie\.read\(/.test(readFileSync(join(import.meta.dirname, name), 'utf8')));
  expect(sources.sort()).toEqual([
    // Pictures and sounds, which no page can give a header: linked-files.spec.ts has their strangers.
    'connections/media/media-requests.ts',
    // Only there to count refusals.
    'elevation/routes.ts',
    // Only for whose turn it is.
    'gateway.ts',
    // Creates sessions for all others.
    'sessions/own-request.ts',
    // Another cookie: whether someone started signing in.
    'sessions/sealed-cookie.ts',
    // Only for the log.
    'sessions/security-events.ts',
    'sessions/sign-out-everywhere.ts',
    'sessions/token.ts',
  ]);
});
