import { heldLocks, oneAtATime, tryHold } from '#src/lib/tabs/tab-locks.ts';

/** Locks shared by all tabs of this browser; the locks of a tab that dies are released. */
export interface Locks {
  /** Returns how to release a lock that was free and is now taken; undefined when someone holds it. */
  tryHold(name: string): Promise<(() => void) | undefined>;
  /** Waits for a lock, runs the task under it. @throws the signal's reason when aborted while waiting. */
  run<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  /** Names of the locks that any tab holds now. */
  held(): Promise<ReadonlySet<string>>;
}

/** Held by the tab that records; one at a time has the microphone. */
export const recorderLock = 'claritalk-recorder';
/** Held by the tab that uploads. */
export const uploadLock = 'claritalk-upload';
/** Held while this recording's tab lives. */
export const recordingLock = (recordingId: string): string => `claritalk-recording:${recordingId}`;

/** The browser's Web Locks. */
export const webLocks: Locks = {
  tryHold,
  run: (name, signal, task) => oneAtATime(name, { signal }, task),
  held: heldLocks,
};
