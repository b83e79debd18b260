import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, type ApiErrorKind } from '#src/api/client/errors.ts';
import { importKey, type Sealed, Vault } from '../vault/vault.ts';
import { IndexEngine } from './engine.ts';
import { memoryStorage } from './memory-storage.ts';
import { noFilter } from './model/filters.ts';
import type { IndexActivity } from './protocol.ts';
import { search } from './queries.ts';
import { FakeServer, JumpingClock } from './testing/fake-server.ts';
import { Walker } from './walker.ts';

const minute = 60_000;
let disk: Map<string, Sealed>;
let clock: JumpingClock;
let server: FakeServer;
let engine: IndexEngine;
let activities: IndexActivity[];

async function openEngine(byte = 1, user = 'ada') {
  const made = new IndexEngine(
    memoryStorage(new Vault(await importKey(new Uint8Array(32).fill(byte)), user), disk),
  );
  await made.load();
  return made;
}

/** Walks for some time of the clock, as often as a test likes; the walker is a new one each time. */
async function walkFor(ms: number, requestsPerMinute = 240) {
  const before = clock.time;
  const meetings = server.meetings;
  const next = new JumpingClock();
  next.time = before;
  next.stopAt = before + ms;
  const { failures, onTurn, hidden } = server;
  clock = next;
  const fresh = new FakeServer(clock);
  fresh.meetings = meetings;
  fresh.onTurn = onTurn;
  fresh.hidden = hidden;
  for (const [what, list] of failures) fresh.failures.set(what, list);
  server = fresh;
  const walker = new Walker(engine, {
    source: server,
    clock,
    requestsPerMinute,
    onActivity: (activity) => {
      if (activities.at(-1) !== activity) activities.push(activity);
    },
  });
  await walker.run(clock.signal).catch((error: unknown) => {
    if (!clock.signal.aborted) throw error;
  });
}

const find = async (query: string) =>
  (await search(engine, { query, filter: noFilter, order: 'desc', offset: 0, limit: 10 })).hits.map(
    ({ meeting }) => meeting.id,
  );
/** Words that differ by more than a typing mistake. */
const wordOf = (id: string) => `${id.repeat(4)}word`;
const meeting = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  name: `Meeting ${id}${id}`,
  summary: `words of ${wordOf(id)}`,
  createdAt: '2026-01-01 10:00:00',
  updatedAt: '2026-01-01 10:00:00',
  ...more,
});
const failure = (kind: ApiErrorKind, retryAfterMs?: number) =>
  new ApiError({ kind, operation: 'test', retryAfterMs });

beforeEach(async () => {
  disk = new Map();
  clock = new JumpingClock();
  server = new FakeServer(clock);
  activities = [];
  engine = await openEngine();
});

describe('walking', () => {
  it('lists, then reads, the newest first, and rests', async () => {
    server.meetings = [meeting('b', { createdAt: '2026-02-01' }), meeting('a')];
    await walkFor(minute);
    expect(server.asked).toEqual(['list 0', 'meeting b', 'meeting a']);
    expect(activities).toEqual(['listing', 'reading', 'upToDate']);
    expect(await find(wordOf('a'))).toEqual(['a']);
  });

  it('keeps its pace, one request after the other', async () => {
    server.meetings = new Array(30).fill(0).map((_, index) => meeting(`m${index}`));
    await walkFor(minute, 120);
    const times = server.requests.map(({ at }) => at);
    expect(times.length).toBe(31);
    for (const [index, at] of times.entries()) {
      if (index > 0) expect(at - times[index - 1]!).toBeGreaterThanOrEqual(500);
    }
  });

  it('sends nothing before its turn', async () => {
    let turns = 0;
    server.meetings = [meeting('a')];
    server.onTurn = async () => {
      turns += 1;
      // The person's own requests take three seconds.
      clock.time += 3_000;
    };
    await walkFor(minute);
    expect(turns).toBe(2);
    expect(server.requests.map(({ at }) => at)).toEqual([3_000, 6_250]);
  });

  it('walks every page, and overlaps them', async () => {
    server.meetings = new Array(250).fill(0).map((_, index) => meeting(`m${index}`));
    await walkFor(1_000);
    expect(server.asked).toEqual(['list 0', 'list 99', 'list 198', 'meeting m0']);
    expect(engine.catalogue.size).toBe(250);
    expect(await find('m249m249')).toEqual(['m249']);
  });
});

describe('a server that is busy or away', () => {
  it('waits as long as a 429 says', async () => {
    server.meetings = [meeting('a')];
    server.failures.set('meeting a', [failure('rate-limited', 20_000)]);
    await walkFor(minute);
    expect(activities).toContain('limited');
    const [, first, second] = server.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(20_000);
    expect(await find(wordOf('a'))).toEqual(['a']);
  });

  it('retries a lost connection at growing intervals', async () => {
    server.meetings = [meeting('a')];
    server.failures.set('list 0', new Array(4).fill(failure('network')));
    await walkFor(10 * minute);
    const times = server.requests.slice(0, 5).map(({ at }) => at);
    expect(times.slice(1).map((at, index) => at - times[index]!)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(activities).toContain('unreachable');
    expect(await find(wordOf('a'))).toEqual(['a']);
  });

  it('skips a meeting that cannot be read, and reads the others', async () => {
    server.meetings = [meeting('bad', { createdAt: '2026-03-01' }), meeting('a')];
    server.failures.set('meeting bad', new Array(9).fill(failure('server')));
    await walkFor(14 * minute);
    expect(server.asked.filter((what) => what === 'meeting bad').length).toBe(3);
    expect(await find(wordOf('a'))).toEqual(['a']);
    expect(await find('badbad')).toEqual(['bad']);
    await walkFor(30 * minute);
    expect(server.asked.filter((what) => what === 'meeting bad').length).toBeGreaterThan(0);
  });

  it('does not ask again for what it may not read', async () => {
    server.meetings = [meeting('secret')];
    server.failures.set('meeting secret', [failure('forbidden'), failure('forbidden')]);
    await walkFor(40 * minute);
    expect(server.asked.filter((what) => what === 'meeting secret').length).toBe(1);
    expect(await find('secretsecret')).toEqual(['secret']);
  });

  it('rests when the person may not list meetings', async () => {
    server.failures.set('list 0', [failure('forbidden')]);
    await walkFor(minute);
    expect(activities.at(-1)).toBe('refused');
  });
});

describe('the next time', () => {
  const many = () =>
    new Array(250)
      .fill(0)
      .map((_, index) => meeting(`m${index}`, { createdAt: new Date(index * 1e9).toISOString() }));

  it('continues where it stopped, and reads nothing twice', async () => {
    server.meetings = many();
    await walkFor(30_000);
    const read = engine.catalogue.size - engine.catalogue.wanted;
    expect(read).toBeGreaterThan(50);
    // The browser is closed: what was not yet written is lost, at most twenty meetings.
    engine = await openEngine();
    const kept = engine.catalogue.size - engine.catalogue.wanted;
    expect(read - kept).toBeLessThanOrEqual(20);
    expect(await find(wordOf('m249'))).toEqual(['m249']);
    await walkFor(2 * minute);
    const second = server.asked.filter((what) => what.startsWith('meeting'));
    expect(second.length).toBe(250 - kept);
  });

  it('continues along the list', async () => {
    server.meetings = many();
    server.failures.set('list 99', [failure('server'), failure('server')]);
    await walkFor(10);
    engine.position = { ...engine.position, offset: 99 };
    await engine.flush(false);
    engine = await openEngine();
    await walkFor(1_000);
    expect(server.asked[0]).toBe('list 99');
  });

  it('reads again what changed, by its time of change', async () => {
    server.meetings = [meeting('a'), meeting('b')];
    await walkFor(minute);
    engine = await openEngine();
    server.meetings = [meeting('a', { updatedAt: '2026-01-02 10:00:00', summary: 'other' }), meeting('b')];
    await walkFor(minute);
    expect(server.asked).toEqual(['list 0', 'meeting a']);
    expect([await find('other'), await find(wordOf('a'))]).toEqual([['a'], []]);
  });

  it('forgets what was deleted, and only that', async () => {
    server.meetings = [meeting('a'), meeting('b'), meeting('c')];
    await walkFor(minute);
    server.meetings = [meeting('a'), meeting('c')];
    await walkFor(20 * minute);
    expect(await find(wordOf('b'))).toEqual([]);
    expect(await find('Meeting')).toHaveLength(2);
    engine = await openEngine();
    expect(await find(wordOf('b'))).toEqual([]);
    expect(await find(wordOf('c'))).toEqual(['c']);
  });

  it('keeps what only slipped out of the list', async () => {
    server.meetings = [meeting('a'), meeting('b')];
    await walkFor(minute);
    server.hidden = new Set(['b']);
    await walkFor(20 * minute);
    expect(server.asked).toContain('meeting b');
    expect(await find(wordOf('b'))).toEqual(['b']);
  });

  it('notices a new meeting within minutes', async () => {
    server.meetings = [meeting('a')];
    await walkFor(minute);
    server.meetings = [meeting('new', { createdAt: '2026-05-01' }), meeting('a')];
    await walkFor(3 * minute);
    expect(await find(wordOf('new'))).toEqual(['new']);
  });
});

describe('what lies on disk', () => {
  beforeEach(async () => {
    server.meetings = [meeting('a'), meeting('b')];
    await walkFor(minute);
    expect(disk.size).toBeGreaterThan(3);
  });

  it.each([
    ['another key', 2, 'ada'],
    ['another user', 1, 'owen'],
  ])('is deleted with %s', async (_, byte, user) => {
    engine = await openEngine(byte, user);
    expect(disk.size).toBe(0);
    expect(await find(wordOf('a'))).toEqual([]);
  });

  it('has no names, words or ids of meetings in it, nor in its keys', () => {
    for (const [id, { data }] of disk) {
      expect(id).toMatch(/^(head|(catalogue|snapshot|texts):\d+)$/);
      expect(Buffer.from(data).toString('latin1')).not.toMatch(/Meeting|aaaa/);
    }
  });

  it('loses only the record that was tampered with', async () => {
    for (const id of ['texts:0', 'snapshot:0000']) {
      const sealed = disk.get(id)!;
      const data = sealed.data.slice();
      new Uint8Array(data)[3]! ^= 1;
      disk.set(id, { ...sealed, data });
    }
    engine = await openEngine();
    expect(await find(wordOf('b'))).toEqual(['b']);
    expect(await find('aa')).toEqual(['a']);
  });

  it('is found again without the serialised text', async () => {
    for (const id of disk.keys()) if (id.startsWith('snapshot')) disk.delete(id);
    engine = await openEngine();
    expect(await find(wordOf('b'))).toEqual(['b']);
  });

  it('is gone after clearing', async () => {
    await engine.clear();
    expect(disk.size).toBe(0);
    expect(await find('Meeting')).toEqual([]);
  });
});

describe('what is indexed by an earlier version', () => {
  const questions = [
    { id: 5, theme: 'Money', theme_id: 2, question: 'Budget?', output_type: 'single_line', answer: 'Ten' },
  ];

  it('is read again, and used as it is until then', async () => {
    server.meetings = [meeting('b', { questions }), meeting('a')];
    await walkFor(minute);
    expect(engine.catalogue.at(0)?.meeting.details?.asked).toEqual([0, 3, 0]);
    expect(engine.wordings.at(0)).toEqual({
      key: 'q5',
      theme: 'Money',
      themeId: '2',
      question: 'Budget?',
      outputType: 'single_line',
    });

    engine = await openEngine();
    expect([engine.catalogue.wanted, engine.wordings.size]).toEqual([0, 1]);

    // As it was written before it was kept: without it, and without the wordings.
    disk.delete('wordings');
    engine = await openEngine();
    expect([engine.catalogue.size, engine.catalogue.wanted]).toEqual([2, 1]);
    expect(await find(wordOf('b'))).toEqual(['b']);
    await walkFor(20 * minute);
    expect(engine.catalogue.wanted).toBe(0);
    expect(server.asked).toContain('meeting b');
    expect(server.asked).not.toContain('meeting a');
    expect(engine.wordings.at(0)?.key).toBe('q5');
  });
});
