import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpoolError } from '../model/spool-error.ts';
import { FakeServer, type Fault } from '../testing/fake-server.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { MortalTab } from '../testing/mortal-tab.ts';
import { UploadBench, userUuid } from '../testing/upload-bench.ts';

const phases = ['idle', 'preparing', 'recording', 'paused', 'stopping', 'sealed'];
const hour = 60 * 60_000;
const setup = { name: 'Talk', userUuid, typeId: null, locale: 'nl', deviceId: undefined };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A disk that remembers what it acknowledged. */
class WitnessedSpool extends MemorySpool {
  /** Bytes of every recording whose appending was acknowledged. */
  readonly acknowledged = new Map<string, number[]>();

  override async append(...args: Parameters<MemorySpool['append']>): Promise<void> {
    const [id, { bytes }] = args;
    const before = this.rows.get(id)?.bytes ?? 0;
    await super.append(...args);
    if (this.rows.get(id)?.bytes === before) return;
    this.acknowledged.set(id, [...(this.acknowledged.get(id) ?? []), ...new Uint8Array(bytes)]);
  }
}

/** A browser with two tabs at most, whatever happens to them. */
class Browser {
  readonly spool = new WitnessedSpool();
  readonly server = new FakeServer();
  readonly locks = new MemoryLocks();
  /** Bytes that reached the recorder of a tab that lived on. */
  readonly said = new Map<string, number[]>();
  #tabs: MortalTab[] = [];
  #sessionRenewable = true;
  #byte = 0;

  async act(action: Action): Promise<void> {
    const tab = this.#tab(action.tab);
    const { engine } = tab;
    switch (action.do) {
      case 'start':
        void engine.start(setup);
        break;
      case 'say':
        this.#say(tab, action.amount);
        break;
      case 'record':
        void engine.start(setup);
        await vi.advanceTimersByTimeAsync(20);
        this.#say(tab, action.amount);
        await vi.advanceTimersByTimeAsync(10);
        void engine.stop();
        break;
      case 'pause':
        engine.pause();
        break;
      case 'resume':
        engine.resume();
        break;
      case 'stop':
        void engine.stop();
        break;
      case 'encoder fails':
        tab.microphone?.events.onFailure();
        break;
      case 'die':
        this.#forgetWhatOnlyMemoryHad(tab);
        tab.die();
        this.#tabs[action.tab] = this.#open();
        break;
      case 'finish what is left':
        await this.#finishAll(tab);
        break;
      case 'disk fails':
        this.spool.appendFailures.push(
          ...Array.from({ length: action.amount }, () => new SpoolError('quota', 'full')),
        );
        break;
      case 'server fails':
        this.server.fail(action.call, ...Array.from({ length: action.amount }, () => action.fault));
        break;
      case 'session ends':
        this.#sessionRenewable = false;
        this.server.fail('sendChunk', { kind: 'signed-out', status: 401 });
        break;
      case 'sign in':
        this.#sessionRenewable = true;
        void engine.resumePending(userUuid);
        break;
      case 'sign out':
        void engine.resumePending(undefined);
        break;
      case 'dismiss':
        engine.dismiss();
        break;
    }
    await vi.advanceTimersByTimeAsync(action.thenMs);
    for (const { phase } of this.#tabs.filter(Boolean)) expect(phases).toContain(phase);
  }

  /** Everything works again, everyone signs in, and unfinished work is finished. */
  async recover(): Promise<void> {
    this.#sessionRenewable = true;
    this.spool.appendFailures.length = 0;
    this.server.forgetFaults();
    for (const tab of this.#tabs.filter(Boolean)) {
      void tab.engine.resumePending(userUuid);
      await vi.advanceTimersByTimeAsync(100);
      tab.engine.resume();
      void tab.engine.stop();
      await vi.advanceTimersByTimeAsync(10_000);
    }
    const tab = this.#tab(0);
    await vi.advanceTimersByTimeAsync(100);
    await this.#finishAll(tab);
    await vi.advanceTimersByTimeAsync(hour / 4);
  }

  close(): void {
    for (const tab of this.#tabs.filter(Boolean)) tab.die();
    vi.clearAllTimers();
  }

  #tab(index: 0 | 1): MortalTab {
    this.#tabs[index] ??= this.#open();
    return this.#tabs[index];
  }

  #open(): MortalTab {
    const tab = new MortalTab({
      spool: this.spool,
      server: this.server,
      locks: this.locks,
      chunkBytes: 4,
      renewSession: async () => this.#sessionRenewable,
    });
    void tab.engine.resumePending(userUuid);
    return tab;
  }

  #say(tab: MortalTab, amount: number): void {
    const { recorder } = tab.engine.getSnapshot();
    if (recorder.phase !== 'recording' || !tab.microphone) return;
    const { id } = recorder.recording;
    const before = this.said.get(id);
    // No WebM begins with a zero, so the bytes are passed on unread: here they only show their order.
    const bytes = [...(before ? [] : [0]), ...this.#nextBytes(amount)];
    this.said.set(id, [...(before ?? []), ...bytes]);
    tab.microphone.say(...bytes);
  }

  #nextBytes(amount: number): number[] {
    const from = this.#byte;
    this.#byte += amount;
    return Array.from({ length: amount }, (_, index) => (from + index) % 251);
  }

  #forgetWhatOnlyMemoryHad(tab: MortalTab): void {
    const { recorder } = tab.engine.getSnapshot();
    if ('recording' in recorder) this.said.delete(recorder.recording.id);
  }

  async #finishAll(tab: MortalTab): Promise<void> {
    for (const id of this.spool.rows.keys()) void tab.engine.finish(id).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
  }
}

type Simple =
  | 'start'
  | 'pause'
  | 'resume'
  | 'stop'
  | 'encoder fails'
  | 'die'
  | 'finish what is left'
  | 'session ends'
  | 'sign in'
  | 'sign out'
  | 'dismiss';
type Action = { readonly tab: 0 | 1; readonly thenMs: number } & (
  | { readonly do: Simple }
  | { readonly do: 'say' | 'record' | 'disk fails'; readonly amount: number }
  | {
      readonly do: 'server fails';
      readonly call: 'createMeeting' | 'findMeetingByRecording' | 'meetingStatus' | 'sendChunk';
      readonly fault: Fault;
      readonly amount: number;
    }
);

const fault = fc.constantFrom<Fault>(
  { kind: 'network' },
  { kind: 'network', afterwards: true },
  { kind: 'network', afterwards: true },
  { kind: 'server', status: 503 },
  { kind: 'server', status: 500, afterwards: true },
  { kind: 'timeout', afterwards: true },
  { kind: 'rate-limited', status: 429, retryAfterMs: 2000 },
  { kind: 'signed-out', status: 401 },
);
const often = fc.constantFrom<Simple>('start', 'stop', 'die', 'finish what is left');
const seldom = fc.constantFrom<Simple>(
  'pause',
  'resume',
  'encoder fails',
  'session ends',
  'sign in',
  'sign out',
  'dismiss',
);
const amount = fc.integer({ min: 1, max: 5 });
const what = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: often }) },
  { weight: 3, arbitrary: fc.record({ do: seldom }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('say' as const), amount }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('record' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disk fails' as const), amount }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('server fails' as const),
      call: fc.constantFrom(
        'createMeeting',
        'createMeeting',
        'findMeetingByRecording',
        'meetingStatus',
        'sendChunk',
      ),
      fault,
      amount: fc.integer({ min: 1, max: 2 }),
    }),
  },
);
const when = fc.record({
  tab: fc.constantFrom<0 | 1>(0, 0, 0, 1),
  // Every call takes two milliseconds: the small steps cut in between any two of them.
  thenMs: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(100, 1000, 5000)),
});
const actions = fc.array(
  fc.tuple(what, when).map(([one, other]) => ({ ...one, ...other }) as Action),
  { minLength: 5, maxLength: 50 },
);

test('whatever happens in any order: nothing acknowledged is lost, nothing is finalised twice', async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (sequence) => {
      const browser = new Browser();
      try {
        for (const action of sequence) await browser.act(action);
        await browser.recover();
        const { spool, server } = browser;
        for (const [id, bytes] of spool.acknowledged) {
          const row = spool.rows.get(id);
          expect(row?.status, `of ${id}`).toBe('uploaded');
          const meetings = [...server.meetings].filter(([, { input }]) => input.recordingId === id);
          expect(meetings).toHaveLength(1);
          const [meetingId, meeting] = meetings[0]!;
          expect(meetingId).toBe(row?.meetingId);
          expect(meeting.finalisations).toBe(1);
          expect(server.audioOf(meetingId)).toEqual(bytes);
        }
        // A surviving tab has lost nothing at all, whatever the disk did in between.
        for (const [id, bytes] of browser.said) expect(spool.acknowledged.get(id)).toEqual(bytes);
        expect([...server.meetings.values()].every(({ finalisations }) => finalisations === 1)).toBe(true);
      } finally {
        browser.close();
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('200 final chunks whose responses are lost: 200 recordings, each finalised once', async () => {
  const bench = new UploadBench();
  for (let number = 0; number < 200; number += 1) {
    await bench.record(`r${number}`, 40, new Date(Date.now() + number * 1000).toISOString());
  }
  // One chunk each, so every chunk is a final one.
  bench.server.fail(
    'sendChunk',
    ...Array.from({ length: 200 }, () => ({ kind: 'network', afterwards: true }) as const),
  );
  bench.openTab().queue.serve(userUuid);
  await vi.advanceTimersByTimeAsync(hour);
  expect(bench.server.meetings.size).toBe(200);
  expect([...bench.server.meetings.values()].every(({ finalisations }) => finalisations === 1)).toBe(true);
  expect([...bench.spool.rows.values()].every(({ status }) => status === 'uploaded')).toBe(true);
  expect(bench.server.count('sendChunk')).toBe(200);
});
