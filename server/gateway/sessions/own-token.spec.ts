import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Databases } from '../../data/database.ts';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { json, tokens } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';
import { Seal } from './sealed.ts';
import { sessionPlan } from './session-tables.ts';
import { openSessionStore, type SessionStore } from './sessions.ts';

/** Whose session it is: a request carries the token of the session that its cookie names. */
describe('the proxy takes only the token of the session', () => {
  let world: World;
  let owen: string;
  let nora: string;
  const bearer = (token = '') => ({ headers: { authorization: `Bearer ${token}` } });
  const tokensSent = () =>
    world.upstream.received.map(({ headers }) => headers.authorization).filter((text) => text !== undefined);

  beforeEach(async () => {
    world = await World.start();
    [owen, nora] = [await world.signIn(), await world.signIn()];
  });
  afterEach(() => world.stop());

  test.each<[string, () => string | undefined]>([
    ['of another person', () => world.tokenOf(nora)],
    ['that someone made at Claritalk', () => 'sandbox-pat-ada'],
    ['with a character more', () => `${world.tokenOf(owen)}x`],
    ['with a character less', () => world.tokenOf(owen)?.slice(0, -1)],
    ['in capitals', () => world.tokenOf(owen)?.toUpperCase()],
    ['that the page shows instead of a refresh token', () => 'server-held'],
  ])('not one %s', async (_name, token) => {
    const answer = await world.api('/user/me', owen, bearer(token()));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      message: 'This is not the token of the session.',
      refusal: { code: 'wrong-token', values: {} },
    });
    expect(tokensSent()).toEqual([]);
  });

  test('not that of a page whose user is no longer signed in here', async () => {
    const token = world.tokenOf(owen);
    // Someone else signs in with the same browser: the cookie is now theirs.
    const response = await world.redeem(owen);
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await world.api('/user/me', cookie, bearer(token))).status).toBe(401);
    expect((await world.api('/user/me', owen, bearer(token))).status).toBe(401);
    expect(tokensSent()).toEqual([]);
    expect((await world.api('/user/me', cookie)).status).toBe(200);
  });

  test('the token before a renewal continues as the current one, in all tabs', async () => {
    const before = world.tokenOf(owen);
    const issue = world.upstream.answer;
    world.upstream.answer = (_request, response) => json(response, 401, { message: 'Unauthenticated.' });
    expect((await world.api('/user/me', owen)).status).toBe(401);
    world.upstream.answer = issue;
    expect((await world.renew(owen)).status).toBe(200);
    const current = world.tokenOf(owen);
    expect(current).not.toBe(before);
    world.upstream.received.length = 0;
    expect((await world.api('/user/me', owen, bearer(before))).status).toBe(200);
    expect((await world.api('/user/me', owen, bearer(current))).status).toBe(200);
    expect(tokensSent()).toEqual([`Bearer ${current}`, `Bearer ${current}`]);
    // With someone else's session it is worthless.
    expect((await world.api('/user/me', nora, bearer(before))).status).toBe(401);
  });

  test('a request that waited while the token was renewed is refused by Claritalk without harm', async () => {
    let release = () => {};
    world.upstream.answer = (request, response) => {
      if (request.url === '/oauth/token') return good(request, response);
      release = () => json(response, 401, { message: 'Unauthenticated.' });
    };
    const good = tokens({ accessToken: 'access-secret-9' });
    const waiting = world.api('/user/me', owen);
    await expect.poll(() => tokensSent()).toHaveLength(1);
    const first = world.tokenOf(owen) ?? '';
    // Another of the session's requests is refused first; the session is renewed.
    const databases = sqliteDatabases(world.dataDir);
    const direct = await openSessionStore(await databases.open(sessionPlan), new Seal('unused'), 30);
    await direct.refuse(owen.slice('session='.length), first);
    await databases.close();
    expect((await world.renew(owen)).status).toBe(200);
    release();
    expect((await waiting).status).toBe(401);
    world.upstream.received.length = 0;
    // The late refusal was for the old token: nothing is renewed because of it.
    expect((await world.renew(owen)).status).toBe(200);
    expect(world.upstream.received).toEqual([]);
  });
});

describe('what a token means for a session', () => {
  let now = 1_000_000;
  let databases: Databases;
  let store: SessionStore;
  let id: string;
  const made = (accessToken: string) => ({ accessToken, accessExpiresAt: 9e12, refreshToken: 'refresh' });
  const keyOf = async (one: string) => (await store.find(one))?.key ?? '';
  const renew = async (accessToken: string) => store.replace(await keyOf(id), made(accessToken));
  const claim = async (bearer: string) => (await store.claim(id, bearer))?.accessToken;
  const claims = (...bearers: string[]) => Promise.all(bearers.map(claim));

  beforeEach(async () => {
    databases = sqliteDatabases(undefined);
    store = await openSessionStore(await databases.open(sessionPlan), new Seal('secret'), 30, () => now);
    id = await store.create(made('first'));
  });
  afterEach(() => databases.close());

  test('the current one is accepted, the previous one for two minutes, and no older one', async () => {
    expect(await claim('first')).toBe('first');
    expect(await claim('second')).toBeUndefined();
    await renew('second');
    expect(await claims('first', 'second')).toEqual(['second', 'second']);
    now += 119_999;
    expect(await claim('first')).toBe('second');
    now += 1;
    expect(await claims('first', 'second')).toEqual([undefined, 'second']);
    await renew('third');
    expect(await claims('first', 'second', 'third')).toEqual([undefined, 'third', 'third']);
  });

  test('says whose it is and whether Claritalk refused it', async () => {
    const { subjectKey } = (await store.find(id)) ?? {};
    expect(await store.claim(id, 'first')).toEqual({
      own: true,
      accessToken: 'first',
      subjectKey,
      refused: false,
    });
    expect(await store.claim(id, 'other')).toEqual({
      own: false,
      accessToken: undefined,
      subjectKey,
      refused: false,
    });
    await store.refuse(id, 'first');
    expect(await store.claim(id, 'first')).toMatchObject({ own: true, refused: true });
  });

  test('nothing for a session that has ended, however it ended', async () => {
    const other = await store.create(made('mine'));
    await store.end(await keyOf(id));
    expect(await store.claim(id, 'first')).toBeUndefined();
    await store.endAll(other);
    expect(await store.claim(other, 'mine')).toBeUndefined();
    expect(await store.claim(other, '')).toBeUndefined();
    expect(await store.claim('A'.repeat(43), 'mine')).toBeUndefined();
  });
});
