import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const user = 'a5c1b1de-0000-4000-8000-000000000001';
const minute = 60_000;
/** What Claritalk allows, per minute. */
const limit = 480;
/** Who calls, are they of the organisation, is the person known, invite: the gateway's own calls for one row. */
const callsPerInvitation = 4;

/** A gateway with Claritalk behind it, as far as invitations go. */
class Gateway {
  readonly invited = new Map<string, number>();
  /** Instants of every call that reached Claritalk. */
  readonly calls: number[] = [];
  readonly #wishes = new Map<string, string>();
  /** Invites, and its answer never comes: the page went away. */
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
    const earlier = this.#wishes.get(key);
    if (earlier === undefined && this.invited.has(email))
      return Response.json({ message: 'known' }, { status: 409 });
    if (earlier === undefined) this.invited.set(email, (this.invited.get(email) ?? 0) + 1);
    this.#wishes.set(key, email);
    if (this.silent) await new Promise(() => undefined);
    return Response.json({ user: {} });
  };

  /** A gateway that was restarted remembers no wishes. */
  forget(): void {
    this.#wishes.clear();
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

/** The page as it is after it was loaded: none of its code remembers anything. */
async function load() {
  vi.resetModules();
  const { setTokenSource } = await import('#src/api/client.ts');
  setTokenSource({ accessToken: async () => 'token', sessionEnded: () => undefined });
  const { invitationRunOf } = await import('./invitation-run.ts');
  return { run: invitationRunOf(user), queryClient: new QueryClient() };
}

const five = [...new Array(500).keys()].map((number) => ({
  name: `Person ${number}`,
  email: `person${number}@example.com`,
  role: undefined,
  send: true,
}));
const title = (count: number) => String(count);

it('five hundred invitations keep under the rate limit and, over a reload, invite everybody once', async () => {
  const before = await load();
  before.run.replace(five);
  before.run.start(before.queryClient, title);
  await vi.advanceTimersByTimeAsync(3 * minute);
  // Whatever is under way when the page goes is carried out, and nobody hears of it.
  gateway.silent = true;
  await vi.advanceTimersByTimeAsync(2_000);
  const done = before.run.getSnapshot().filter(({ state }) => state === 'done').length;
  expect(done).toBeGreaterThan(100);
  expect(gateway.invited.size).toBe(done + 1);

  gateway.silent = false;
  gateway.forget();
  const after = await load();
  const rows = after.run.getSnapshot();
  expect(rows.filter(({ state }) => state === 'done')).toHaveLength(done);
  expect(rows.filter(({ unsure }) => unsure).map(({ email }) => email)).toEqual([
    `person${done}@example.com`,
  ]);
  after.run.start(after.queryClient, title);
  await vi.advanceTimersByTimeAsync(12 * minute);
  expect(after.run.getSnapshot().filter(({ state }) => state !== 'done')).toEqual([]);
  expect([...gateway.invited.values()].filter((times) => times !== 1)).toEqual([]);
  expect(gateway.invited.size).toBe(500);
  expect(gateway.busiestMinute()).toBeLessThan(limit);
});

it('a list that is not gone on with says exactly what was done', async () => {
  const before = await load();
  before.run.replace(five.slice(0, 10));
  before.run.start(before.queryClient, title);
  await vi.advanceTimersByTimeAsync(4_500);
  const { run } = await load();
  const states = run.getSnapshot().map(({ state }) => state);
  expect(states.filter((state) => state === 'done')).toHaveLength(gateway.invited.size);
  expect(states.filter((state) => state === 'waiting')).toHaveLength(10 - gateway.invited.size);
});
