import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Seal } from './sealed.ts';
import { secretsIn } from './session-secret.ts';
import { openSessionStore, type SessionStore, tellEndings } from './sessions.ts';

const day = 24 * 60 * 60 * 1000;
const tokens = { accessToken: 'access', accessExpiresAt: 1, refreshToken: 'refresh' };

let directory: string;
let now: number;
let store: SessionStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claritalk-sessions-'));
  now = 1_000_000;
  store = openSessionStore(join(directory, 'sessions.sqlite'), new Seal('secret'), 30, () => now);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

test('a session ends after its days, however often it is renewed', () => {
  const id = store.create(tokens);
  const key = store.find(id)?.key ?? '';
  now += 29 * day;
  expect(store.replace(key, { ...tokens, accessToken: 'newer' })).toBe(true);
  expect(store.find(id)).toMatchObject({ accessToken: 'newer', until: 1_000_000 + 30 * day });
  now += day;
  expect(store.find(id)).toBeUndefined();
  expect(store.exists(id)).toBe(false);
  expect(store.replace(key, tokens)).toBe(false);
});

test('sweeping deletes what has ended and keeps the rest', () => {
  const old = store.create(tokens);
  now += 20 * day;
  const young = store.create(tokens);
  now += 15 * day;
  store.sweep();
  now -= 15 * day;
  expect(store.exists(old)).toBe(false);
  expect(store.exists(young)).toBe(true);
});

test('only the current access token can be refused, and a renewal resets that', () => {
  const id = store.create(tokens);
  store.refuse(id, 'another');
  expect(store.find(id)?.refused).toBe(false);
  store.refuse(id, 'access');
  expect(store.find(id)?.refused).toBe(true);
  store.replace(store.find(id)?.key ?? '', { ...tokens, accessToken: 'newer' });
  expect(store.find(id)?.refused).toBe(false);
});

test('listeners are informed of ended sessions, and of nothing else', () => {
  const observed = tellEndings(store);
  let heard = 0;
  observed.onEnd(() => {
    heard += 1;
  });
  const [id, other] = [observed.create(tokens), observed.create(tokens)];
  for (let count = 0; count < 100; count += 1) {
    observed.end('f'.repeat(64));
    observed.endAll('A'.repeat(43));
  }
  expect(heard).toBe(0);
  expect(observed.end(store.find(id)?.key ?? '')).toBe(true);
  expect(heard).toBe(1);
  expect(observed.end(store.find(id)?.key ?? '')).toBe(false);
  observed.endAll(other);
  expect(heard).toBe(2);
});

test('says whose a session is, as long as there is one', () => {
  const id = store.create(tokens);
  expect(store.personOf(id)).toBe(store.find(id)?.subjectKey);
  store.end(store.find(id)?.key ?? '');
  expect(store.personOf(id)).toBeUndefined();
});

test('a session without a refresh token is kept as such', () => {
  const id = store.create({ ...tokens, refreshToken: undefined });
  expect(store.find(id)?.refreshToken).toBeUndefined();
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
