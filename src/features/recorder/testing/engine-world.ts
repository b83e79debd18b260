import { afterEach, beforeEach, vi } from 'vitest';
import { RecorderEngine } from '../engine/engine.ts';
import { FakeCapture } from './fake-capture.ts';
import { FakeServer } from './fake-server.ts';
import { MemoryLocks } from './memory-locks.ts';
import { MemorySpool } from './memory-spool.ts';

export const userUuid = 'b1f6f9a0-0000-4000-8000-000000000001';
export const dayMs = 24 * 60 * 60_000;
export const setup = { name: 'Kick-off', userUuid, typeId: 2, locale: 'nl', deviceId: undefined };

const newWorld = () => ({
  spool: new MemorySpool(),
  server: new FakeServer(),
  locks: new MemoryLocks(),
  page: new EventTarget(),
});

/** What the tabs of one browser share; made again before each test. */
export const world = newWorld();

/** Each test of the file begins with an empty browser, at a fixed time. */
export function beginFresh(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
    Object.assign(world, newWorld());
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

/** Lets pending work settle; `ms` of fake time pass. */
export const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);

/** An engine of a tab where the user is signed in. */
export async function openTab(open?: () => Promise<void>, estimateStorage?: () => Promise<StorageEstimate>) {
  const captures: FakeCapture[] = [];
  const engine = new RecorderEngine({
    spool: world.spool,
    server: world.server,
    locks: world.locks,
    chunkBytes: 4,
    openCapture: async (_deviceId, events) => {
      await open?.();
      const capture = new FakeCapture(events);
      captures.push(capture);
      return capture;
    },
    renewSession: async () => false,
    announcements: { postMessage: () => undefined, onmessage: null },
    page: world.page,
    requestPersistence: () => undefined,
    ...(estimateStorage && { estimateStorage }),
  });
  await engine.resumePending(userUuid);
  return {
    engine,
    /** The capture of the last start. */
    microphone: (): FakeCapture => {
      const last = captures.at(-1);
      if (!last) throw new Error('nothing was started');
      return last;
    },
    state: () => engine.getSnapshot().recorder,
    recordings: () => engine.getSnapshot().recordings,
  };
}
export type Tab = Awaited<ReturnType<typeof openTab>>;

/** Starts a recording of five bytes and returns its id. */
export async function record(tab: Tab): Promise<string> {
  await tab.engine.start(setup);
  tab.microphone().say(1, 2, 3);
  tab.microphone().say(4, 5);
  await settle();
  const state = tab.state();
  if (state.phase !== 'recording') throw new Error(state.phase);
  return state.recording.id;
}

/** What a download of the recording would contain. */
export async function fileOf(tab: Tab, id: string): Promise<Blob> {
  const file = await tab.engine.read(id);
  if (!file) throw new Error('there is no such recording');
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of file.pieces()) pieces.push(piece);
  return new Blob(pieces, { type: file.stored.mimeType });
}

/** Whether the browser would ask before the page is left. */
export const leaving = () => !world.page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
