import { createListeners, type Store } from '../store.ts';
import { kept } from './kept.ts';
import type { KeptKey } from './kept-keys.ts';

/** Something that this device remembers, and that all its tabs agree on. */
export type DeviceSetting<T> = Store<T>;

/**
 * A setting in localStorage. `read` makes a value of whatever is stored, undefined when nothing is; it must not
 * throw. The value keeps its identity until it changes. Where storage is forbidden or full, the setting holds
 * until the page is closed.
 */
export function createDeviceSetting<T>(key: KeptKey, read: (stored: unknown) => T): DeviceSetting<T> {
  let known: { readonly value: T } | undefined;
  const parse = (stored: string | null) => {
    known = { value: read(parsed(stored)) };
    return known;
  };
  const onStorage = (event: StorageEvent) => {
    // A null key means that everything was cleared.
    if (event.key !== key && event.key !== null) return;
    parse(event.newValue);
    listeners.tell();
  };
  const listeners = createListeners(() => {
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  });
  return {
    get: () => (known ?? parse(kept.read(key))).value,
    set: (next) => {
      const written = JSON.stringify(next);
      parse(written);
      // Where that does not work the value in memory holds until the page is closed.
      kept.write(key, written);
      listeners.tell();
    },
    subscribe: listeners.subscribe,
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
