/** Something that this device remembers, and that all its tabs agree on. */
export interface DeviceSetting<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * A setting in localStorage. `read` makes a value of whatever is stored, undefined when nothing is; it must not
 * throw. The value keeps its identity until it changes. Where storage is forbidden or full, the setting holds
 * until the page is closed.
 */
export function createDeviceSetting<T>(key: string, read: (stored: unknown) => T): DeviceSetting<T> {
  const listeners = new Set<() => void>();
  let text: string | null | undefined;
  let value: T | undefined;
  const parse = (stored: string | null) => {
    text = stored;
    value = read(parsed(stored));
    return value;
  };
  const onStorage = (event: StorageEvent) => {
    // A null key means that everything was cleared.
    if (event.key !== key && event.key !== null) return;
    parse(event.newValue);
    for (const listener of listeners) listener();
  };
  return {
    get: () => (text === undefined ? parse(stored(key)) : (value as T)),
    set: (next) => {
      const written = JSON.stringify(next);
      parse(written);
      try {
        localStorage.setItem(key, written);
      } catch {
        // The value in memory holds until the page is closed.
      }
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener('storage', onStorage);
      };
    },
  };
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
