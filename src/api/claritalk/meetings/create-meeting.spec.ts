import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setTokenSource } from '#src/api/client/client.ts';
import { createMeeting, isCreationOpen, type NewMeeting } from './create-meeting.ts';

const queries = new QueryClient();
const user = 'a5c1b1de-0000-4000-8000-000000000001';
const draft = 'new.';
const plan: NewMeeting = { name: ' Weekly ', user_id: user, metadata: { crm: 7 } };

type Loss = 'no' | 'before' | 'after';

/** A Claritalk that keeps meetings, and loses requests or responses as configured. */
class Claritalk {
  readonly meetings: { id: string; name: string; metadata: unknown }[] = [];
  losses: Loss[] = [];
  reachable = true;
  posts = 0;
  gate: Promise<unknown> | undefined;

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (!this.reachable) throw new TypeError('fetch failed');
    if (init.method === 'POST') return this.#create(JSON.parse(String(init.body)));
    const { pathname } = new URL(url, 'http://claritalk');
    if (pathname === '/api/meetings/list') return Response.json(this.meetings.toReversed());
    return Response.json(this.meetings.find(({ id }) => pathname === `/api/meetings/${id}`));
  };

  async #create({ name, metadata }: NewMeeting): Promise<Response> {
    this.posts += 1;
    await this.gate;
    const loss = this.losses.shift() ?? 'no';
    if (loss === 'before') throw new TypeError('fetch failed');
    const meeting = { id: `meeting-${this.meetings.length + 1}`, name: name.trim(), metadata };
    this.meetings.push(meeting);
    if (loss === 'after') throw new TypeError('fetch failed');
    return Response.json(meeting);
  }
}

let claritalk: Claritalk;
let stored: Map<string, string>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  claritalk = new Claritalk();
  stored = new Map();
  vi.stubGlobal('fetch', claritalk.fetch);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  setTokenSource({ accessToken: async () => 'token', sessionEnded: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Whatever is waited for: time passes, and locks are passed on by another thread. */
async function settled<T>(work: Promise<T>): Promise<T> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  while (!ended) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(250);
  }
  return work;
}

const create = (meeting = plan) => settled(createMeeting(queries, user, draft, meeting, {}));

it('creates a meeting, keeps what the person put into its metadata, and leaves nothing behind', async () => {
  expect(await create()).toEqual({ kind: 'done', value: { id: 'meeting-1', asWritten: true }, found: false });
  expect(claritalk.meetings[0]?.metadata).toEqual({
    crm: 7,
    claritalk_dashboard: { version: 1, creation_id: expect.any(String) },
  });
  expect([...stored.values()].join()).not.toContain('Weekly');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stored.size).toBe(0);
});

it('finds what was created although its response was lost', async () => {
  claritalk.losses = ['after'];
  const onLooking = vi.fn();
  const result = await settled(createMeeting(queries, user, draft, plan, { onLooking }));
  expect(result).toEqual({ kind: 'done', value: { id: 'meeting-1', asWritten: true }, found: true });
  expect(onLooking).toHaveBeenCalledOnce();
  expect(claritalk.posts).toBe(1);
});

it('says that nothing was created, and checks again before the next try', async () => {
  claritalk.losses = ['before', 'after', 'no'];
  expect(await create()).toMatchObject({ kind: 'refused', looked: true });
  expect(isCreationOpen(user, draft)).toBe(true);
  expect(await create()).toMatchObject({ kind: 'done', found: true });
  expect([claritalk.posts, claritalk.meetings.length]).toEqual([2, 1]);
});

it('knows after a reload, under another name, what an earlier try created', async () => {
  claritalk.losses = ['after'];
  const abort = new AbortController();
  const first = createMeeting(queries, user, draft, plan, {
    signal: abort.signal,
    onLooking: () => {
      claritalk.reachable = false;
      abort.abort();
    },
  });
  expect(await settled(first)).toMatchObject({ kind: 'unknown' });
  claritalk.reachable = true;
  const renamed = { ...plan, name: 'Monthly' };
  const found = { kind: 'done', value: { id: 'meeting-1', asWritten: false }, found: true };
  expect(await create(renamed)).toEqual(found);
  expect([claritalk.posts, claritalk.meetings.length]).toEqual([1, 1]);
});

it('only checks after a reload', async () => {
  claritalk.losses = ['before'];
  await create();
  expect(await settled(createMeeting(queries, user, draft, plan, { onlyLook: true }))).toMatchObject({
    kind: 'refused',
    looked: true,
  });
  expect(claritalk.posts).toBe(1);
});

it('two tabs that submit at the same time create one meeting; a later one is another meeting', async () => {
  const gate = Promise.withResolvers<void>();
  claritalk.gate = gate.promise;
  const both = [create(), create()];
  setImmediate(() => gate.resolve());
  const results = await Promise.all(both);
  expect(results.map((result) => result.kind === 'done' && [result.value.id, result.found])).toEqual([
    ['meeting-1', false],
    ['meeting-1', true],
  ]);
  expect(claritalk.posts).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await create()).toMatchObject({ value: { id: 'meeting-2' }, found: false });
});

it('a second tab finds what the first one does not know', async () => {
  claritalk.losses = ['after'];
  const first = createMeeting(queries, user, draft, plan, { signal: AbortSignal.abort() });
  const second = create();
  expect(await settled(first)).toMatchObject({ kind: 'unknown' });
  expect(await second).toEqual({ kind: 'done', value: { id: 'meeting-1', asWritten: true }, found: true });
  expect(claritalk.posts).toBe(1);
});

it('a refusal leaves nothing to check', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ message: 'no name' }, { status: 400 }));
  expect(await create()).toMatchObject({ kind: 'refused', looked: false });
  expect(isCreationOpen(user, draft)).toBe(false);
});
