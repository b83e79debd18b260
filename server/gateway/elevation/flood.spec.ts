import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json, type ReceivedRequest } from '../testing/upstream.ts';
import { clientId, sessionCookieOf, World } from '../testing/world.ts';

/**
 * Someone sends far more requests than a person would. Others notice nothing, and what is done for them is counted
 * exactly.
 */
interface Person {
  readonly uuid: string;
  readonly role: string;
  /** Whether the service account sees them. */
  readonly inside: boolean;
}
interface SignedIn {
  readonly cookie: string;
  readonly token: string;
}

const people: Readonly<Record<string, Person>> = {
  ada: { uuid: randomUUID(), role: 'admin', inside: true },
  bea: { uuid: randomUUID(), role: 'admin', inside: true },
  owen: { uuid: randomUUID(), role: 'user', inside: true },
  stranger: { uuid: randomUUID(), role: 'admin', inside: false },
};
const victim = randomUUID();

let world: World;
/** Responds to a request in place of the usual response; false leaves it to that. */
let instead: (request: ReceivedRequest, who: string, answer: () => void) => boolean;

beforeEach(async () => {
  instead = () => false;
  let serial = 0;
  world = await World.start({ serviceAccount: { clientId: 'service', clientSecret: 'service-secret' } });
  world.upstream.answer = (request, response) => {
    const form = new URLSearchParams(request.body.toString());
    const bearer = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const who = whoOf(bearer);
    const answer = () => {
      if (request.url === '/oauth/token') {
        serial += 1;
        const sub = form.get('code');
        const access = sub === null ? 'service-token' : jwt({ aud: clientId, sub, serial });
        return json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: access });
      }
      if (request.url === '/api/user/me') {
        const user = people[who];
        return user ? json(response, 200, { user }) : json(response, 500, { message: 'Server Error' });
      }
      if (request.url.startsWith('/api/users?')) {
        const uuid = new URLSearchParams(request.url.split('?')[1]).get('uuid') ?? '';
        const found = Object.values(people).find((person) => person.uuid === uuid)?.inside;
        return found
          ? json(response, 200, { id: uuid })
          : json(response, 404, { message: 'User not found.' });
      }
      if (request.url === '/api/users/list') return json(response, 200, [{ id: victim }]);
      return request.method === 'DELETE'
        ? json(response, 200, { message: 'User deleted.' })
        : void response.writeHead(204).end();
    };
    if (!instead(request, who, answer)) answer();
  };
});
afterEach(() => world.stop());

const jwt = (claims: unknown) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${'s'.repeat(20)}`;
const whoOf = (bearer: string): string => {
  try {
    return JSON.parse(Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString()).sub;
  } catch {
    return bearer;
  }
};

async function signIn(name: string): Promise<SignedIn> {
  const response = await world.redeem('', { ...world.codeForm, code: name });
  const cookie = sessionCookieOf(response) ?? '';
  return { cookie, token: world.tokenOf(cookie) ?? '' };
}

const ask = (who: SignedIn, method: string, path: string, body?: unknown) =>
  fetch(`${world.url}/admin${path}`, {
    method,
    headers: {
      origin: world.url,
      cookie: who.cookie,
      authorization: `Bearer ${who.token}`,
      'idempotency-key': randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
const remove = (who: SignedIn) => ask(who, 'DELETE', `/users/${victim}`);
const rename = (who: SignedIn) => ask(who, 'PUT', `/users/${victim}`, { name: 'Renamed' });
const many = <T>(times: number, act: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, index) => act(index)));
/** How often each status was returned. */
const tally = (answers: readonly Response[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, { length }]) => [status, length]),
  );

/** How often Claritalk was called at paths that begin like this, and by whom. */
const asked = (name: string, url: string) =>
  world.upstream.received.filter(
    (request) =>
      request.url.startsWith(url) &&
      whoOf(request.headers.authorization?.slice('Bearer '.length) ?? '') === name,
  ).length;

function log(): { outcome: string; status: number; reason: string }[] {
  const database = new DatabaseSync(join(world.dataDir, 'audit.sqlite'));
  try {
    return database
      .prepare('SELECT outcome, status, reason FROM audit_ends ORDER BY intent_id')
      .all() as ReturnType<typeof log>;
  } finally {
    database.close();
  }
}

describe('a member who sends four hundred requests', () => {
  test('gets twenty responses, twenty-one lines and nothing from the service account', async () => {
    const owen = await signIn('owen');
    const answers = await many(400, () => remove(owen));
    expect(tally(answers)).toEqual({ 403: 20, 429: 380 });
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused?.json()).toEqual({
      message: 'Too many administrative requests.',
      refusal: { code: 'too-many-admin-requests', values: {} },
    });
    expect(asked('owen', '/api/')).toBe(20);
    expect(asked('service-token', '/')).toBe(0);
    const lines = log();
    expect(lines).toHaveLength(21);
    expect(lines.filter(({ status }) => status === 429)).toEqual([
      { outcome: 'refused', status: 429, reason: expect.stringContaining('are not listed') },
    ]);
  });

  test('is one person, however many sessions they have', async () => {
    const sessions = await many(4, () => signIn('owen'));
    const answers = await many(100, (index) => remove(sessions[index % 4] as SignedIn));
    expect(tally(answers)).toEqual({ 403: 20, 429: 80 });
    expect(log()).toHaveLength(21);
  });

  test('is in nobody’s way, even when Claritalk does not respond to them', async () => {
    const [owen, ada] = [await signIn('owen'), await signIn('ada')];
    const held: (() => void)[] = [];
    instead = (_request, who, answer) => who === 'owen' && held.push(answer) > 0;
    const flood = many(50, () => remove(owen));
    // Four are confirmed at a time, and the rest wait for these.
    for (let answered = 0; answered < 20; answered += 1) {
      await expect.poll(() => held).toHaveLength(Math.min(20, answered + 4));
      if (answered === 0) expect((await rename(ada)).status).toBe(204);
      held[answered]?.();
    }
    expect(tally(await flood)).toEqual({ 403: 20, 429: 30 });
  });

  test('cannot fill the log with requests that make no sense', async () => {
    const owen = await signIn('owen');
    const answers = await many(100, () => ask(owen, 'POST', '/users', { nonsense: true }));
    expect(tally(answers)).toEqual({ 400: 20, 429: 80 });
    expect(log()).toHaveLength(21);
    expect(asked('owen', '/api/')).toBe(0);
  });
});

describe('an admin', () => {
  test('has a hundred and twenty changes a minute, and one line for all the excess', async () => {
    const ada = await signIn('ada');
    const answers: Response[] = [];
    for (let count = 0; count < 130; count += 1) answers.push(await rename(ada));
    expect(tally(answers)).toEqual({ 204: 120, 429: 10 });
    expect(log()).toHaveLength(121);
  });

  test('waits in line a few times, taking turns with others', async () => {
    const [ada, bea] = [await signIn('ada'), await signIn('bea')];
    const order: string[] = [];
    const held: (() => void)[] = [];
    instead = (request, who, answer) => {
      if (request.method !== 'GET' && request.url.startsWith('/api/users/')) {
        held.push(answer);
        return true;
      }
      if (request.url === '/api/users/list') order.push(who);
      return false;
    };
    const adas = Array.from({ length: 10 }, () => remove(ada));
    await expect.poll(() => held).toHaveLength(1);
    const refused = await Promise.any(adas);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    const beas = Array.from({ length: 5 }, () => rename(bea));
    // One is refused: the others are in line.
    expect((await Promise.any(beas)).status).toBe(429);
    for (let served = 0; served < 9; served += 1) {
      await expect.poll(() => held.length).toBeGreaterThan(served);
      held[served]?.();
    }
    expect(tally(await Promise.all(adas))).toEqual({ 204: 5, 429: 5 });
    expect(tally(await Promise.all(beas))).toEqual({ 204: 4, 429: 1 });
    // One of those that were there before Bea came; from then on they take turns.
    expect(order).toEqual(['ada', 'ada', 'bea', 'ada', 'bea', 'ada', 'bea', 'ada', 'bea']);
  });

  test('reads the log as often as they like without the service account, up to a limit', async () => {
    const ada = await signIn('ada');
    const answers: Response[] = [];
    for (let count = 0; count < 125; count += 1) {
      answers.push(await ask(ada, 'GET', count % 2 === 0 ? '/audit' : '/webhooks'));
    }
    expect(tally(answers)).toEqual({ 200: 120, 429: 5 });
    expect(asked('ada', '/api/user/me')).toBe(120);
    // Whether the token is a user's, and whether Ada is in the organisation: once.
    expect(asked('service-token', '/api/user/me')).toBe(1);
    expect(asked('service-token', '/api/users')).toBe(1);
    // A change is confirmed afresh: before its turn what is known is enough; when its turn comes, Claritalk is asked.
    expect((await rename(ada)).status).toBe(204);
    expect(asked('service-token', '/api/users?')).toBe(2);
    expect(log()).toHaveLength(1);
  });

  test('of another organisation costs the service account one request a minute', async () => {
    const stranger = await signIn('stranger');
    const answers = await many(10, () => ask(stranger, 'GET', '/audit'));
    expect(tally(answers)).toEqual({ 403: 10 });
    const before = asked('service-token', '/api/users?');
    expect(
      tally([...(await many(5, () => ask(stranger, 'GET', '/webhooks'))), await remove(stranger)]),
    ).toEqual({
      403: 6,
    });
    expect(asked('service-token', '/api/users?')).toBe(before);
    expect(tally(await many(10, () => remove(stranger)))).toEqual({ 403: 4, 429: 6 });
  });
});

test('a member reads nothing, and not often', async () => {
  const owen = await signIn('owen');
  const answers = await many(100, (index) =>
    ask(owen, 'GET', index % 2 === 0 ? '/audit' : '/webhooks/deliveries'),
  );
  expect(tally(answers)).toEqual({ 403: 20, 429: 80 });
  expect(asked('service-token', '/')).toBe(0);
  expect(log()).toEqual([]);
});

test('requests without a session get twenty lines together, and do not hide a stolen cookie', async () => {
  const ada = await signIn('ada');
  const nobody = { cookie: '', token: 'x' };
  expect(tally(await many(60, () => remove(nobody)))).toEqual({ 401: 60 });
  expect(log()).toHaveLength(20);
  expect((await remove({ cookie: ada.cookie, token: 'guessed' })).status).toBe(401);
  expect(log()).toHaveLength(21);
  expect(log().at(-1)?.reason).toBe('This is not the token of the session.');
  await many(60, () => remove({ cookie: ada.cookie, token: 'guessed' }));
  expect(log()).toHaveLength(40);
  // And none of it gets in Ada's way.
  expect((await rename(ada)).status).toBe(204);
});

test('a service account that Claritalk refuses is not asked for at every click', async () => {
  const ada = await signIn('ada');
  let refusals = 0;
  const usual = world.upstream.answer;
  world.upstream.answer = (request, response) => {
    if (request.body.includes('client_credentials')) {
      refusals += 1;
      return json(response, 401, { error: 'invalid_client' });
    }
    return usual(request, response);
  };
  for (let count = 0; count < 10; count += 1) expect((await rename(ada)).status).toBe(503);
  expect(refusals).toBe(1);
});
