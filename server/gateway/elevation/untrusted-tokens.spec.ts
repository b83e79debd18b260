import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { json, type TestUpstream } from '../testing/upstream.ts';
import { clientId, World } from '../testing/world.ts';

let world: World;
afterEach(() => world.stop());

const jwt = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${'s'.repeat(20)}`;
const admin = { user: { id: 1, uuid: randomUUID(), name: 'Ada', email: 'ada@example.com', role: 'admin' } };

/** A Claritalk that gives this token to people, and answers `/user/me` as instructed. */
async function start(token: string, me: (bearer: string) => [number, unknown]): Promise<TestUpstream> {
  world = await World.start({ serviceAccount: { clientId: 'service', clientSecret: 'service-secret' } });
  world.upstream.answer = (request, response) => {
    if (request.url === '/oauth/token') {
      const isService = request.body.includes('client_credentials');
      const access = isService ? 'service-token' : token;
      return json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: access });
    }
    if (request.url === '/api/user/me') {
      return json(response, ...me(request.headers.authorization?.slice(7) ?? ''));
    }
    if (request.method === 'GET') return json(response, 404, { message: 'User not found.' });
    json(response, 200, { user: {} });
  };
  return world.upstream;
}

async function invite(token: string) {
  const cookie = await world.signIn();
  return fetch(`${world.url}/admin/users`, {
    method: 'POST',
    headers: {
      origin: world.url,
      cookie,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ name: 'New', email: 'new@example.com' }),
  });
}

const invitations = (upstream: TestUpstream) =>
  upstream.received.filter(({ method, url }) => method === 'POST' && url !== '/oauth/token');

/** How requests ended according to the log, oldest first. */
function logged(): unknown[] {
  const database = new DatabaseSync(join(world.dataDir, 'audit.sqlite'));
  try {
    return database.prepare('SELECT outcome, status FROM audit_ends ORDER BY intent_id').all();
  } finally {
    database.close();
  }
}

test.each([
  ['another application', { aud: 'another-client' }],
  ['several, none of them ours', { aud: ['a', 'b'] }],
  ['nobody', {}],
])('a token made for %s opens nothing', async (_name, claims) => {
  const token = jwt(claims);
  const upstream = await start(token, () => [200, admin]);
  expect((await invite(token)).status).toBe(403);
  expect(upstream.received.filter(({ url }) => url !== '/oauth/token')).toEqual([]);
  expect(logged()).toEqual([{ outcome: 'refused', status: 403 }]);
});

test('a service token that Claritalk takes for a person is never used', async () => {
  const token = jwt({ aud: [clientId] });
  const upstream = await start(token, () => [200, admin]);
  const answer = await invite(token);
  expect(answer.status).toBe(503);
  expect(invitations(upstream)).toEqual([]);
  expect(world.lines.join('\n')).toContain('takes the service account for a user');
  expect(logged()).toEqual([{ outcome: 'failed', status: 503 }]);
});

test('a caller whom Claritalk cannot name (such as a service account) is refused', async () => {
  const token = jwt({ aud: clientId });
  const upstream = await start(token, () => [500, { message: 'Server Error' }]);
  expect((await invite(token)).status).toBe(502);
  expect(invitations(upstream)).toEqual([]);
  expect(logged()).toEqual([{ outcome: 'failed', status: 502 }]);
});

test('a response that is not a user is refused', async () => {
  const token = jwt({ aud: clientId });
  const upstream = await start(token, () => [200, { user: { uuid: 'x', role: 'admin' } }]);
  expect((await invite(token)).status).toBe(502);
  expect(invitations(upstream)).toEqual([]);
  expect(logged()).toEqual([{ outcome: 'failed', status: 502 }]);
});

test('a service token that Claritalk no longer accepts is replaced, and everything is done once', async () => {
  const token = jwt({ aud: clientId });
  const upstream = await start(token, (bearer) => (bearer === token ? [200, admin] : [401, {}]));
  let tokens = 0;
  const usual = upstream.answer;
  const refused = new Set<string>();
  upstream.answer = (request, response) => {
    if (request.url === '/oauth/token' && request.body.includes('client_credentials')) {
      tokens += 1;
      const access = `service-token-${tokens}`;
      return json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: access });
    }
    const bearer = request.headers.authorization?.slice(7) ?? '';
    if (refused.has(bearer)) return json(response, 401, { message: 'Unauthenticated.' });
    if (request.url?.includes('uuid=')) return json(response, 200, { id: admin.user.uuid });
    return usual(request, response);
  };
  expect((await invite(token)).status).toBe(200);
  refused.add('service-token-1');
  expect((await invite(token)).status).toBe(200);
  // The second was refused, replaced, and is not replaced again.
  expect((await invite(token)).status).toBe(200);
  expect(tokens).toBe(2);
  const sent = invitations(upstream).map(({ headers }) => headers.authorization);
  expect(sent).toEqual(['Bearer service-token-1', 'Bearer service-token-2', 'Bearer service-token-2']);

  for (const gone of ['service-token-2', 'service-token-3']) refused.add(gone);
  expect((await invite(token)).status).toBe(502);
  expect(tokens).toBe(3);
  expect(invitations(upstream)).toHaveLength(3);
  expect(logged().at(-1)).toEqual({ outcome: 'failed', status: 502 });
});

test('without a service account administration says that it is not set up', async () => {
  world = await World.start();
  expect((await fetch(`${world.url}/admin/users`, { method: 'POST' })).status).toBe(503);
  expect((await fetch(`${world.url}/admin/audit`)).status).toBe(503);
});
