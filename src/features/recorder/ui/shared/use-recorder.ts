import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RecorderSnapshot } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';

/** What the recorder is doing, kept up to date. */
export function useRecorder(): RecorderSnapshot {
  return useSyncExternalStore(recorderStore.subscribe, recorderStore.getSnapshot);
}

const clockEveryMs = 250;

/** Recorded milliseconds, read four times a second while `running`. */
export function useElapsedMs(running: boolean): number {
  const [elapsedMs, setElapsedMs] = useState(() => recorderStore.engine?.elapsedMs() ?? 0);
  useEffect(() => {
    const read = () => setElapsedMs(recorderStore.engine?.elapsedMs() ?? 0);
    read();
    if (!running) return;
    const timer = setInterval(read, clockEveryMs);
    return () => clearInterval(timer);
  }, [running]);
  return elapsedMs;
}

/** Whole seconds until `until` (milliseconds since 1970), counted down; at least one. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), clockEveryMs);
    return () => clearInterval(timer);
  }, []);
  return Math.max(1, Math.ceil((until - now) / 1000));
}
