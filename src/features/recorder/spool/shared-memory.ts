import { kept } from '#src/lib/storage/kept.ts';

type RecorderKey = 'claritalk.recorder-settings' | 'claritalk.upload-pace';

/** A few short texts that the tabs of this browser share, and that outlive them. */
export interface SharedMemory {
  /** Undefined when nothing was written, or the browser forbids storage. */
  read(key: RecorderKey): string | undefined;
  write(key: RecorderKey, value: string): void;
}

/** The browser's local storage. Where it is forbidden or full, everything is as if nothing had been written. */
export const localStorageStore: SharedMemory = {
  read: (key) => kept.read(key) ?? undefined,
  // What is kept here makes things better; nothing depends on it.
  write: (key, value) => void kept.write(key, value),
};

/** Shared by those who hold the same object. */
export function memoryStorage(): SharedMemory {
  const values = new Map<string, string>();
  return {
    read: (key) => values.get(key),
    write: (key, value) => void values.set(key, value),
  };
}
