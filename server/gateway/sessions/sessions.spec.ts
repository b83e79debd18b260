import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from './sealed.ts';
import { secretsIn } from './session-secret.ts';
import { sessionPlan } from './session-tables.ts';
import { openSessionStore, type SessionStore } from './sessions.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claritalk-sessions-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const day = 24 * 60 * 60 * 1000;
const tokens = { accessToken: 'access', accessExpiresAt: 1, refreshToken: 'refresh' };

describe.each(engines)('sessions on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let store: SessionStore;
  const open = async () =>
    openSessionStore(await place.open().open(sessionPlan), new Seal('secret'), 30, () => now);
  beforeEach(async () => {
    now = 1_000_000;
    store = await open();
  });

  const keyOf = async (id: string) => (await store.find(id))?.key ?? '';

  test('a session ends after its days, however often it is renewed', async () => {
    const id = await store.create(tokens);
    const key = await keyOf(id);
    now += 29 * day;
    expect(await store.replace(key, { ...tokens, accessToken: 'newer' })).toBe(true);
    expect(await store.find(id)).toMatchObject({ accessToken: 'newer', until: 1_000_000 + 30 * day });
    now += day;
    expect(await store.find(id)).toBeUndefined();
    expect(await store.exists(id)).toBe(false);
    expect(await store.replace(key, tokens)).toBe(false);
  });

  test('sweeping deletes what has ended and keeps the rest', async () => {
    const old = await store.create(tokens);
    now += 20 * day;
    const young = await store.create(tokens);
    now += 15 * day;
    await store.sweep();
    now -= 15 * day;
    expect(await store.exists(old)).toBe(false);
    expect(await store.exists(young)).toBe(true);
  });

  test('only the current access token can be refused, and a renewal resets that', async () => {
    const id = await store.create(tokens);
    await store.refuse(id, 'another');
    expect((await store.find(id))?.refused).toBe(false);
    await store.refuse(id, 'access');
    expect((await store.find(id))?.refused).toBe(true);
    await store.replace(await keyOf(id), { ...tokens, accessToken: 'newer' });
    expect((await store.find(id))?.refused).toBe(false);
  });

  test('listeners are informed of ended sessions, and of nothing else', async () => {
    let heard = 0;
    const other = engine === 'postgres' ? await open() : store;
    other.onEnd(() => {
      heard += 1;
    });
    // On PostgreSQL they look for themselves once they can hear.
    if (engine === 'postgres') await expect.poll(() => heard).toBe(1);
    heard = 0;
    const [id = '', everywhere = ''] = await Promise.all([store.create(tokens), store.create(tokens)]);
    for (let count = 0; count < 20; count += 1) {
      await store.end('f'.repeat(64));
      await store.endAll('A'.repeat(43));
    }
    const key = await keyOf(id);
    expect([heard, await store.end(key)]).toEqual([0, true]);
    await expect.poll(() => heard).toBe(1);
    expect(await store.end(key)).toBe(false);
    await store.endAll(everywhere);
    await expect.poll(() => heard).toBe(2);
  });

  test('says whose a session is, as long as there is one', async () => {
    const id = await store.create(tokens);
    expect(await store.personOf(id)).toBe((await store.find(id))?.subjectKey);
    await store.end(await keyOf(id));
    expect(await store.personOf(id)).toBeUndefined();
  });

  test('a session without a refresh token is kept as such', async () => {
    const id = await store.create({ ...tokens, refreshToken: undefined });
    expect((await store.find(id))?.refreshToken).toBeUndefined();
  });

  test('says which of many exist', async () => {
    const ids = await Promise.all(Array.from({ length: 230 }, () => store.create(tokens)));
    const kept = ids.filter((_, index) => index % 3 > 0);
    await Promise.all(
      ids.filter((_, index) => index % 3 === 0).map(async (id) => store.end(await keyOf(id))),
    );
    expect(await store.existing([...ids, 'A'.repeat(43)])).toEqual(new Set(kept));
    expect(await store.existing([])).toEqual(new Set());
  });

  test('ending all of a person at once ends each once, and says in every browser why', async () => {
    const subject = (sub: string) => ({
      ...tokens,
      accessToken: ['e30', Buffer.from(JSON.stringify({ sub })).toString('base64url'), 's'].join('.'),
    });
    const [first, second, other] = await Promise.all(
      ['7', '7', '8'].map((sub) => store.create(subject(sub))),
    );
    const alone = await store.create(tokens);
    expect(await Promise.all([first, other, alone].map((id) => store.count(id!)))).toEqual([2, 1, undefined]);
    const key = await keyOf(second!);
    const results = await Promise.all([store.endAll(first!), store.endAll(second!)]);
    expect(results.map(({ ended }) => ended).sort()).toEqual([0, 2]);
    expect([await store.wasEndedEverywhere(key), await store.count(first!)]).toEqual([true, 0]);
    expect(await store.replace(key, subject('7'))).toBe(false);
    expect(await store.exists(other!)).toBe(true);
    expect(await store.endAll(alone)).toEqual({ ended: 1, complete: false });
  });

  test('a renewal with the tokens of another person stores nothing', async () => {
    const id = await store.create({ ...tokens, accessToken: 'e30.eyJzdWIiOiI3In0.s' });
    expect(await store.replace(await keyOf(id), { ...tokens, accessToken: 'e30.eyJzdWIiOiI4In0.s' })).toBe(
      false,
    );
    expect(await store.replace(await keyOf(id), { ...tokens, accessToken: 'e30.eyJzdWIiOiI3In0.t' })).toBe(
      true,
    );
  });

  test('what one gateway stores another one finds, and what it ends is over everywhere', async () => {
    if (engine === 'sqlite') return;
    const other = await open();
    const id = await store.create(tokens);
    expect(await other.find(id)).toMatchObject({ accessToken: 'access' });
    expect(await other.indexSalt(id)).toEqual(await store.indexSalt(id));
    expect(await store.claim(id, 'access')).toMatchObject({ own: true, refused: false });
    await other.refuse(id, 'access');
    await expect.poll(() => store.claim(id, 'access')).toMatchObject({ refused: true });
    await other.replace(await keyOf(id), { ...tokens, accessToken: 'newer' });
    await expect
      .poll(() => store.claim(id, 'access'))
      .toMatchObject({ accessToken: 'newer', refused: false });
    expect(await other.end(await keyOf(id))).toBe(true);
    await expect.poll(() => store.claim(id, 'access')).toBeUndefined();
  });

  test('a token that another gateway has just renewed is the session’s own before anyone has told of it', async () => {
    if (engine === 'sqlite') return;
    const database = await place.open().open(sessionPlan);
    // What is told never arrives.
    const deaf = new Proxy(database, {
      get(of, name) {
        const value =
          { isHearing: true, follow: () => () => undefined }[String(name)] ?? Reflect.get(of, name);
        return typeof value === 'function' ? value.bind(of) : value;
      },
    });
    const other = await openSessionStore(deaf, new Seal('secret'), 30, () => now);
    const id = await store.create(tokens);
    expect(await other.claim(id, 'access')).toMatchObject({ own: true });
    await store.replace(await keyOf(id), { ...tokens, accessToken: 'newer' });
    expect(await other.claim(id, 'newer')).toMatchObject({ own: true, accessToken: 'newer' });
    expect(await other.claim(id, 'neither')).toMatchObject({ own: false, accessToken: undefined });
  });
});

test('sealed text opens only with the same secret and context', () => {
  const sealed = new Seal('one').close('token', 'here');
  expect(new Seal('one').open(sealed, 'here')).toBe('token');
  expect(new Seal('two').open(sealed, 'here')).toBeUndefined();
  expect(new Seal('one').open(sealed, 'there')).toBeUndefined();
  sealed.writeUInt8(sealed.readUInt8(14) ^ 1, 14);
  expect(new Seal('one').open(sealed, 'here')).toBeUndefined();
  expect(new Seal('one').open(Buffer.from('short'), 'here')).toBeUndefined();
});

test('the kept secret is created once, readable only by its owner, and checked', () => {
  const kept = () => secretsIn(directory, 'session-secret', undefined);
  const [secret, ...more] = kept();
  expect([secret.length >= 64, more]).toEqual([true, []]);
  expect(kept()).toEqual([secret]);
  expect(statSync(join(directory, 'session-secret')).mode & 0o777).toBe(0o600);
  writeFileSync(join(directory, 'session-secret'), 'short');
  expect(kept).toThrow('is damaged');
});

test('a secret that was kept before another was set still opens what it sealed', () => {
  const [kept] = secretsIn(directory, 'session-secret', undefined);
  expect(secretsIn(directory, 'session-secret', 'set')).toEqual(['set', kept]);
  expect(secretsIn(directory, 'session-secret', ['new', 'old'])).toEqual(['new', 'old', kept]);
  expect(secretsIn(directory, 'session-secret', ['new', kept])).toEqual(['new', kept]);
  expect(secretsIn(directory, 'session-secret', kept)).toEqual([kept]);
  expect(secretsIn(directory, 'connections-secret', 'set')).toEqual(['set']);
});
