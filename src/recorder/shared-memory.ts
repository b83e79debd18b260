/** A few short texts that the tabs of this browser share and that outlive them. */
export interface SharedMemory {
  /** Undefined when nothing was written, or the browser forbids storage. */
  read(key: string): string | undefined;
  write(key: string, value: string): void;
}

/** The browser's local storage. Where it is forbidden or full, everything is as if nothing had been written. */
export const localMemory: SharedMemory = {
  read(key) {
    try {
      return localStorage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // What is kept here makes things better; nothing depends on it.
    }
  },
};

/** Shared by those who hold the same object. */
export function ownMemory(): SharedMemory {
  const values = new Map<string, string>();
  return {
    read: (key) => values.get(key),
    write: (key, value) => void values.set(key, value),
  };
}
