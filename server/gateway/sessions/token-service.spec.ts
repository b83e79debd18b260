import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Databases } from '../../data/database.ts';
import { type Leases, leasesIn } from '../../data/leases.ts';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { workPlan } from '../../data/work-plan.ts';
import { defaultTimeouts, type UpstreamClient } from '../../upstreams/client.ts';
import { createLogger } from '../http/log.ts';
import { ownLimits } from '../scheduling/open-limits.ts';
import { Seal } from './sealed.ts';
import { sessionPlan } from './session-tables.ts';
import { openSessionStore, type SessionStore } from './sessions.ts';
import { TokenBudget } from './token-budget.ts';
import { type HandedToken, TokenService } from './token-service.ts';

/** Renewals of many sessions, on the test's own clock. */
let databases: Databases;
let sessions: SessionStore;
let leases: Leases;
let budget: TokenBudget;
let service: TokenService;
/** Refresh tokens that Claritalk was sent, in order. */
let sent: string[];
let status: number;

const hour = 3_600_000;
const codes = { code: 'code', codeVerifier: 'v'.repeat(43), redirectUri: 'http://localhost/auth/callback' };

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  sent = [];
  status = 200;
  let serial = 0;
  const upstream = {
    timeouts: defaultTimeouts,
    request: async ({ body }: { body: string }) => {
      const form = new URLSearchParams(body);
      sent.push(form.get('refresh_token') ?? 'code');
      serial += 1;
      const answer = {
        token_type: 'Bearer',
        expires_in: 3600,
        access_token: `access-${serial}`,
        refresh_token: `refresh-${serial}`,
      };
      return { statusCode: status, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(answer))]) };
    },
  } as unknown as UpstreamClient;
  databases = sqliteDatabases(undefined);
  sessions = await openSessionStore(await databases.open(sessionPlan), new Seal('secret'), 30);
  leases = leasesIn(await databases.open(workPlan));
  // The codes that people signed in with do not count here.
  budget = new TokenBudget({ perMinute: 6_000 });
  const log = createLogger('silent');
  const credentials = { clientId: 'id', clientSecret: 'secret' };
  const made = () =>
    new TokenService({
      endpoint: { upstream, budget },
      credentials,
      sessions,
      leases,
      limits: ownLimits(),
      log,
    });
  service = made();
  limitTo = (perMinute) => {
    budget = new TokenBudget({ perMinute });
    service = made();
  };
});
afterEach(async () => {
  await databases.close();
  vi.useRealTimers();
});

let limitTo: (perMinute: number) => void;
const signIn = async (people: number) => {
  const ids: string[] = [];
  for (let count = 0; count < people; count += 1) {
    ids.push((await service.signIn(codes, 'renewal', undefined)).id);
  }
  sent.length = 0;
  return ids;
};
const result = (promise: Promise<HandedToken>) =>
  promise.then(
    ({ accessToken }) => accessToken,
    (error: { status: number; retryAfter: string }) => error,
  );

test('a crowd of renewals is served in turn: nobody asks twice, and whoever gave up has kept their place', async () => {
  const ids = await signIn(100);
  limitTo(60);
  vi.setSystemTime(Date.now() + hour);
  const first = Promise.all(ids.map((id) => result(service.renew(id))));
  await vi.advanceTimersByTimeAsync(10_000);
  const answers = await first;
  expect(answers.filter((answer) => typeof answer === 'string')).toHaveLength(60);
  const told = answers.filter((answer) => typeof answer !== 'string');
  expect(told).toHaveLength(40);
  for (const { status: code, retryAfter } of told) {
    expect(code).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(5);
    expect(Number(retryAfter)).toBeLessThanOrEqual(60);
  }
  expect(sent).toHaveLength(60);
  // Nobody asks in the meantime; their turns come anyway.
  await vi.advanceTimersByTimeAsync(52_000);
  expect(sent).toHaveLength(100);
  expect(new Set(sent).size).toBe(100);
  const again = await Promise.all(ids.map((id) => result(service.renew(id))));
  expect(again.every((answer) => typeof answer === 'string')).toBe(true);
  expect(new Set(again).size).toBe(100);
  expect(sent).toHaveLength(100);
});

test('people who signed in together are renewed at different times, up to ten minutes ahead', async () => {
  const ids = await signIn(200);
  const asked: number[] = [];
  for (const id of ids) asked.push((await service.renew(id)).lastsMs);
  expect(sent).toEqual([]);
  expect(Math.max(...asked)).toBeLessThanOrEqual(hour);
  expect(Math.min(...asked)).toBeGreaterThan((hour * 5) / 6 - 1);
  const perMinute = Map.groupBy(asked, (ms) => Math.floor(ms / 60_000));
  expect(Math.max(...[...perMinute.values()].map(({ length }) => length))).toBeLessThan(60);
});

describe('a token that may be renewed ahead', () => {
  const nearTheEnd = async () => {
    const ids = await signIn(40);
    // Each page would ask now: 45 s before the time that it was told.
    const early = await Promise.all(ids.map((id) => service.renew(id)));
    const earliest = early.reduce((one, other) => (one.lastsMs < other.lastsMs ? one : other));
    const id = ids[early.indexOf(earliest)] ?? '';
    vi.setSystemTime(Date.now() + earliest.lastsMs - 45_000);
    return { id, current: earliest.accessToken };
  };

  test('is renewed while there is little other traffic', async () => {
    const { id, current } = await nearTheEnd();
    const { accessToken, lastsMs } = await service.renew(id);
    expect(accessToken).not.toBe(current);
    expect(lastsMs).toBeGreaterThan((hour * 5) / 6 - 1);
    expect(sent).toHaveLength(1);
  });

  test('is handed out again for a minute while there is much', async () => {
    const { id, current } = await nearTheEnd();
    limitTo(60);
    for (let count = 0; count < 30; count += 1) await budget.enter('renewal');
    const { accessToken, lastsMs } = await service.renew(id);
    expect([accessToken, lastsMs]).toEqual([current, 105_000]);
    expect(sent).toEqual([]);
  });

  test('is handed out again when Claritalk cannot renew it now', async () => {
    const { id, current } = await nearTheEnd();
    status = 503;
    expect((await service.renew(id)).accessToken).toBe(current);
    expect(sent).toHaveLength(1);
  });
});

test('renewals that nobody is waiting for give way while many others are awaited', async () => {
  const [id = ''] = await signIn(1);
  limitTo(60);
  for (let count = 0; count < 30; count += 1) await budget.enter('renewal');
  vi.setSystemTime(Date.now() + hour);
  // The minute's requests were let through before that.
  for (let count = 0; count < 30; count += 1) await budget.enter('renewal');
  expect(await result(service.renew(id, false))).toMatchObject({ status: 503 });
  expect(sent).toEqual([]);
  expect(await result(service.renew(id))).toMatch(/^access-/);
});

test('a session that ended while it waited is not renewed', async () => {
  const [id = ''] = await signIn(1);
  limitTo(60);
  vi.setSystemTime(Date.now() + hour);
  for (let count = 0; count < 60; count += 1) await budget.enter('renewal');
  const waiting = result(service.renew(id));
  await sessions.end((await sessions.find(id))?.key ?? '');
  await vi.advanceTimersByTimeAsync(62_000);
  expect(await waiting).toMatchObject({ status: 503 });
  expect(sent).toEqual([]);
});

test('a person whose tokens Claritalk keeps refusing is renewed at most twenty times a minute', async () => {
  const [id = ''] = await signIn(1);
  const answers: unknown[] = [];
  for (let count = 0; count < 30; count += 1) {
    await sessions.refuse(id, (await sessions.find(id))?.accessToken ?? '');
    answers.push(await result(service.renew(id)));
  }
  expect(sent).toHaveLength(20);
  expect(answers.slice(0, 20).every((answer) => typeof answer === 'string')).toBe(true);
  for (const refused of answers.slice(20)) expect(refused).toMatchObject({ status: 429, endsSession: false });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await result(service.renew(id))).toMatch(/^access-/);
});
