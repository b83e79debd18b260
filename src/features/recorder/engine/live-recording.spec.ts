import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConsentRound } from '#contract/gateway/consents/consents.ts';
import { consentNews } from '#src/api/gateway/consents/consent-news.ts';
import { LossyServer } from '#src/api/testing/lossy-server.ts';
import { demuxed, media } from '#src/lib/container/testing/media.ts';
import { problemOf } from '../capture/capture-problem.ts';
import { FakeCapture } from '../testing/fake-capture.ts';
import { MemoryLocks } from '../testing/memory-locks.ts';
import { MemorySpool } from '../testing/memory-spool.ts';
import { LiveRecordingSession } from './live-recording.ts';
import { newTarget, type RecordingTarget, resumeTarget } from './recording-target.ts';

const setup = { name: 'Kick-off', userUuid: 'u1', typeId: 2, locale: 'nl', deviceId: undefined };
const [first, second] = [media('first.webm'), media('second.webm')];
/** Ends of the last packets, as ffprobe gives them. */
const [firstMs, secondMs] = await Promise.all(
  [first, second].map(async (bytes) => (await demuxed(bytes)).durationMs + 60),
);

let spool: MemorySpool;
let locks: MemoryLocks;
const events = {
  onMarks: vi.fn(),
  onObjection: vi.fn(),
  onStorage: vi.fn(),
  onStorageFull: vi.fn(),
  onFailure: vi.fn(),
  onMicrophone: vi.fn(),
  onWatched: vi.fn(),
  onInterruption: vi.fn(),
  onShareEnded: vi.fn(),
};

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
  spool = new MemorySpool();
  locks = new MemoryLocks();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);

async function begin(place: RecordingTarget) {
  let capture: FakeCapture | undefined;
  const live = await LiveRecordingSession.begin(
    place,
    {
      spool,
      locks,
      chunkBytes: 4096,
      openCapture: async (_device, captureEvents) => {
        capture = new FakeCapture(captureEvents);
        return capture;
      },
    },
    events,
    new AbortController().signal,
  );
  return { live, microphone: capture! };
}

/** A recording of which `bytes` are stored, and whose tab is dead. */
async function leftBehind(bytes: Uint8Array) {
  const { live, microphone } = await begin(newTarget(spool, setup));
  microphone.say(...bytes);
  await settle();
  live.watch.stop();
  locks = new MemoryLocks();
  await settle(3_600_000);
  return spool.rows.get(live.recording.id)!;
}

const stored = async (id: string) => new Uint8Array(await spool.readBytes(id, 0, spool.rows.get(id)!.bytes));

describe('a recording with several encoders', () => {
  test('is one file, as long as its packets', async () => {
    const { live, microphone } = await begin(newTarget(spool, setup));
    microphone.say(...first);
    microphone.events.onRun(firstMs! + 40);
    microphone.say(...second);
    const sealed = await live.finish();
    const { packets, durationMs } = await demuxed(await stored(sealed.id));
    const expected = [...(await demuxed(first)).packets, ...(await demuxed(second)).packets];
    expect(packets.map(({ data }) => data)).toEqual(expected.map(({ data }) => data));
    expect(Math.abs(sealed.durationMs - (firstMs! + 40 + secondMs!))).toBeLessThan(3);
    expect(Math.abs(sealed.durationMs - durationMs - 60)).toBeLessThan(1);
  });

  test('what cannot follow ends it, with what there is', async () => {
    const { live, microphone } = await begin(newTarget(spool, setup));
    microphone.say(...first);
    microphone.events.onRun(3000);
    microphone.say(0, 0, 0);
    microphone.say(0, 0, 0);
    expect(events.onFailure).toHaveBeenCalledTimes(1);
    const sealed = await live.finish();
    expect(Buffer.compare(await stored(sealed.id), first)).toBe(0);
  });
});

describe('a recording that was left behind', () => {
  test('continues in the same file: time, notes and position continue, and the gap is marked', async () => {
    const row = await leftBehind(first);
    expect(Math.abs(row.durationMs - firstMs!)).toBeLessThan(1);
    const { live, microphone } = await begin(resumeTarget(spool, row));
    expect(live.recording).toMatchObject({ id: row.id, name: 'Kick-off', startedAt: row.startedAt });
    expect(live.elapsedMs()).toBe(row.durationMs);
    const now = new Date();
    microphone.say(...second);
    expect(live.elapsedMs()).toBe(row.durationMs + 1000);
    await settle(1000);
    const sealed = await live.finish();
    const { packets } = await demuxed(await stored(sealed.id));
    const expected = [...(await demuxed(first)).packets, ...(await demuxed(second)).packets];
    expect(packets.map(({ data }) => data)).toEqual(expected.map(({ data }) => data));
    expect(Math.abs(sealed.durationMs - firstMs! - secondMs!)).toBeLessThan(3);
    expect(sealed.marks).toMatchObject([
      { kind: 'interruption', recordedMs: row.durationMs, at: row.lastSliceAt, until: now.toISOString() },
    ]);
    expect(sealed.sliceCount).toBe(2);
  });

  test('that is not in a known format cannot, and stays as it is', async () => {
    const row = await leftBehind(Uint8Array.of(1, 2, 3));
    const error = await begin(resumeTarget(spool, row)).catch((thrown: unknown) => thrown);
    expect(problemOf(error)).toBe('not-continuable');
    expect(spool.rows.get(row.id)).toEqual(row);
    expect([...(await locks.held())]).toEqual([]);
  });

  test('and was finished by another tab in the meantime cannot', async () => {
    const row = await leftBehind(first);
    await spool.seal(row.id, { stoppedAt: row.lastSliceAt, durationMs: row.durationMs }, 4096);
    const error = await begin(resumeTarget(spool, row)).catch((thrown: unknown) => thrown);
    expect(problemOf(error)).toBe('recording-elsewhere');
    expect(spool.rows.get(row.id)?.status).toBe('sealed');
  });

  test('stays when continuing is cancelled', async () => {
    const row = await leftBehind(first);
    const wish = new AbortController();
    const starting = LiveRecordingSession.begin(
      resumeTarget(spool, row),
      {
        spool,
        locks,
        chunkBytes: 4096,
        openCapture: async (_device, captureEvents) => {
          wish.abort();
          return new FakeCapture(captureEvents);
        },
      },
      events,
      wish.signal,
    );
    await expect(starting).rejects.toThrow();
    expect(spool.rows.get(row.id)).toEqual(row);
  });
});

describe('those present who are asked while it runs', () => {
  const consent = {
    ...{ userUuid: 'u1', userName: 'Owen', confirmedAt: '2026-11-21T10:00:00Z', locale: 'nl' },
    statementVersion: '1',
  };

  test('are noted on disk with nothing else changed, and a tab that continues knows it', async () => {
    const { live, microphone } = await begin(newTarget(spool, { ...setup, consent }));
    microphone.say(...first);
    await settle();
    const before = spool.rows.get(live.recording.id)!;
    expect(await live.noteAsked()).toEqual({ ...before, consent: { ...consent, asked: true } });
    expect(await live.noteAsked()).toEqual(spool.rows.get(live.recording.id));
    expect(resumeTarget(spool, spool.rows.get(live.recording.id)!).asked).toBe(true);
    const sealed = await live.finish();
    expect(sealed.consent?.asked).toBe(true);
    expect(sealed.bytes).toBe(first!.length);
  });

  test('are not, where nobody confirmed that they agreed', async () => {
    const { live } = await begin(newTarget(spool, setup));
    expect(await live.noteAsked()).toBeUndefined();
    expect(spool.rows.get(live.recording.id)?.consent).toBeUndefined();
    await live.abandon();
  });

  /** Someone who objects on their telephone, each time that it is called. */
  function telephones(onObjection: ConsentRound['onObjection']) {
    const round: ConsentRound = {
      ...{
        link: 'https://dashboard.test/c/a',
        openUntil: '2026-11-22T10:00:00Z',
        until: '2027-02-19T10:00:00Z',
      },
      ...{ onObjection, texts: { en: 'Text' }, answers: [], meeting: null, seen: 0 },
    };
    new LossyServer(() => ({ round }));
    return async () => {
      round.answers.push({
        ...{ number: round.answers.length + 1, decision: 'objected', name: null, at: '2026-11-21T10:00:00Z' },
        ...{ language: 'nl', version: '2026-12', hash: 'h', salt: 's', withdrawnAt: null },
      });
      consentNews.tell();
      await settle();
    };
  }
  const objectionsIn = ({ journal }: LiveRecordingSession) =>
    journal.marks.filter(({ kind }) => kind === 'objection');

  test.each([
    ['pause', 1],
    ['mark', 0],
  ] as const)(
    'and object: with “%s” it is marked, and paused %i times, also when it is continued',
    async (effect, pauses) => {
      const object = telephones(effect);
      const asked = { ...setup, consent: { ...consent, asked: true } };
      const { live, microphone } = await begin(newTarget(spool, asked));
      microphone.say(...first);
      await settle();
      await object();
      expect(events.onObjection).toHaveBeenCalledTimes(pauses);
      const { at } = objectionsIn(live)[0]!;
      expect(objectionsIn(live)).toMatchObject([{ recordedMs: 1000, until: at }]);

      // What the disk has when the page dies.
      const row = spool.rows.get(live.recording.id)!;
      await live.finish();
      spool.rows.set(row.id, row);
      const { live: continued } = await begin(resumeTarget(spool, row));
      await settle(60_000);
      expect(events.onObjection).toHaveBeenCalledTimes(pauses);
      expect(objectionsIn(continued)).toEqual(objectionsIn(live));
      await object();
      expect(events.onObjection).toHaveBeenCalledTimes(2 * pauses);
      expect(objectionsIn(continued)).toHaveLength(2);
      await continued.abandon();
    },
  );
});
