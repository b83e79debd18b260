import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeLocks } from '#src/lib/testing/fake-locks.ts';
import type { NewInvitation } from './invitation-jobs.ts';

const user = 'a5c1b1de-0000-4000-8000-000000000001';
const minute = 60_000;
/** What Claritalk allows, per minute. */
const limit = 480;
/** The gateway's own calls for one row: who is calling, are they in the organisation, is the person known, invite. */
const callsPerInvitation = 4;

/** A gateway with Claritalk behind it, as far as invitations go. */
class Gateway {
  readonly invited = new Map<string, number>();
  /** Instants of every call that reached Claritalk. */
  readonly calls: number[] = [];
  readonly #invited = new Map<string, string>();
  /** Invites, and the response never arrives: the page went away. */
  silent = false;

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (init.method === 'GET') {
      this.calls.push(Date.now());
      return Response.json([...this.invited.keys()].map((email) => ({ id: `u-${email}`, email })));
    }
    expect(url).toBe('/admin/users');
    for (let call = 0; call < callsPerInvitation; call += 1) this.calls.push(Date.now());
    const { email } = JSON.parse(String(init.body)) as { email: string };
    const key = new Headers(init.headers).get('idempotency-key') ?? '';
    const earlier = this.#invited.get(key);
    if (earlier === undefined && this.invited.has(email))
      return Response.json({ message: 'known' }, { status: 409 });
    if (earlier === undefined) this.invited.set(email, (this.invited.get(email) ?? 0) + 1);
    this.#invited.set(key, email);
    if (this.silent) await new Promise(() => undefined);
    return Response.json({ user: {} });
  };

  /** A gateway that was restarted remembers no idempotency keys. */
  forget(): void {
    this.#invited.clear();
  }

  /** Most calls in any minute. */
  busiestMinute(): number {
    let from = 0;
    return this.calls.reduce((most, at, index) => {
      while ((this.calls[from] ?? at) <= at - minute) from += 1;
      return Math.max(most, index - from + 1);
    }, 0);
  }
}

let gateway: Gateway;
const stored = new Map<string, string>();

beforeEach(() => {
  vi.useFakeTimers();
  gateway = new Gateway();
  stored.clear();
  vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => gateway.fetch(url, init));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page as it is after it was loaded: none of its code remembers anything, and its locks are free. */
async function load() {
  vi.resetModules();
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  const { setTokenSource } = await import('#src/api/client/client.ts');
  setTokenSource({ accessToken: async () => 'token', sessionEnded: () => undefined });
  const { invitationJobsOf, invitationWork, newInvitations } = await import('./invitation-jobs.ts');
  const jobs = invitationJobsOf(user);
  const work = invitationWork(new QueryClient(), String);
  return {
    rows: () => jobs.getSnapshot()[0]?.steps ?? [],
    start: (people: readonly NewInvitation[]) => jobs.start(newInvitations(people), work),
    goOn: () => jobs.resume(jobs.getSnapshot()[0]?.id ?? '', work),
  };
}

const five = [...new Array(500).keys()].map((number) => ({
  name: `Person ${number}`,
  email: `person${number}@example.com`,
  role: undefined,
  send: true,
}));

it('five hundred invitations keep under the rate limit and, over a reload, invite everyone once', async () => {
  const before = await load();
  before.start(five);
  await vi.advanceTimersByTimeAsync(3 * minute);
  // Whatever is in progress when the page goes is carried out, and nobody hears of it.
  gateway.silent = true;
  await vi.advanceTimersByTimeAsync(2_000);
  const done = before.rows().filter(({ state }) => state === 'done').length;
  expect(done).toBeGreaterThan(100);
  expect(gateway.invited.size).toBe(done + 1);

  gateway.silent = false;
  gateway.forget();
  const after = await load();
  const rows = after.rows();
  expect(rows.filter(({ state }) => state === 'done')).toHaveLength(done);
  expect(rows.filter(({ unsure }) => unsure).map(({ email }) => email)).toEqual([
    `person${done}@example.com`,
  ]);
  after.goOn();
  await vi.advanceTimersByTimeAsync(12 * minute);
  expect(after.rows().filter(({ state }) => state !== 'done')).toEqual([]);
  expect([...gateway.invited.values()].filter((times) => times !== 1)).toEqual([]);
  expect(gateway.invited.size).toBe(500);
  expect(gateway.busiestMinute()).toBeLessThan(limit);
});

it('an abandoned list says exactly what was done', async () => {
  const before = await load();
  before.start(five.slice(0, 10));
  await vi.advanceTimersByTimeAsync(4_500);
  const states = (await load()).rows().map(({ state }) => state);
  expect(states.filter((state) => state === 'done')).toHaveLength(gateway.invited.size);
  expect(states.filter((state) => state === 'waiting')).toHaveLength(10 - gateway.invited.size);
});

it('a list that an earlier version of the page kept is continued', async () => {
  const row = (key: string, rest: object) => ({
    key,
    email: `${key}@example.com`,
    name: key,
    send: true,
    ...rest,
  });
  const kept = [
    row('ann', { state: 'done', unsure: false }),
    row('bob', {
      state: 'failed',
      unsure: true,
      role: 'admin',
      failure: { kind: 'invalid', said: 'no such role' },
    }),
    row('cem', { state: 'running', unsure: false, send: false }),
    { state: 'waiting' },
  ];
  stored.set(`claritalk.invitations.${user}`, JSON.stringify(kept));
  const { rows, goOn } = await load();
  expect(rows()).toEqual([
    { ...row('ann', { state: 'done', unsure: false }), role: undefined, failure: undefined },
    kept[1],
    { ...row('cem', { state: 'waiting', unsure: true, send: false }), role: undefined, failure: undefined },
  ]);
  goOn();
  await vi.advanceTimersByTimeAsync(minute);
  expect([...gateway.invited.keys()]).toEqual(['bob@example.com', 'cem@example.com']);
  expect((await load()).rows().map(({ state }) => state)).toEqual(['done', 'done', 'done']);
});
