import type { KeptKey } from './kept-keys.ts';

/** Texts that outlive the page, under the keys of the registry. Everything works without storage. */
export interface Kept {
  /** Null when nothing is kept, or the browser forbids storage. */
  read(key: KeptKey): string | null;
  /** Returns whether the browser now has the given value. Null removes it. */
  write(key: KeptKey, value: string | null): boolean;
  /** Whether the browser keeps anything at all. */
  works(): boolean;
  /** All existing keys, including unregistered ones; none where storage is forbidden. */
  keys(): readonly string[];
  /** Removes a key of {@link keys}. */
  remove(key: string): void;
}

/** When the person has left, pages that are being closed must not store again what they hold. */
let mayWrite: (key: string) => boolean = () => true;

/** From now on this page writes only what `test` allows. */
export function restrictWriting(test: (key: string) => boolean): void {
  mayWrite = test;
}

// Asking for the storage itself throws where site data are blocked, and there is none where it was taken away.
const keptIn = (storage: () => Storage): Kept => ({
  read(key) {
    try {
      return storage().getItem(key);
    } catch {
      return null;
    }
  },
  write(key, value) {
    if (value !== null && !mayWrite(key)) return false;
    try {
      if (value === null) storage().removeItem(key);
      else storage().setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
  works() {
    try {
      return Boolean(storage());
    } catch {
      return false;
    }
  },
  keys() {
    try {
      return Object.keys(storage());
    } catch {
      return [];
    }
  },
  remove(key) {
    try {
      storage().removeItem(key);
    } catch {
      // Then nothing was kept.
    }
  },
});

/** On this device, for all tabs. */
export const kept = keptIn(() => localStorage);

/** In this tab, until it is closed. */
export const keptInTab = keptIn(() => sessionStorage);
