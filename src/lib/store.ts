/** Listeners for a change; `subscribe` is made for `useSyncExternalStore`. */
export interface Listeners {
  readonly subscribe: (listener: () => void) => () => void;
  readonly tell: () => void;
}

/** A value that others follow. */
export interface Store<T> {
  readonly subscribe: Listeners['subscribe'];
  readonly get: () => T;
  /** Notifies all followers, unless the value is the same. */
  readonly set: (value: T) => void;
}

/** @param follow begins what is needed only while someone listens, and returns how to end it. */
export function createListeners(follow?: () => () => void): Listeners {
  const all = new Set<() => void>();
  let end: (() => void) | undefined;
  return {
    subscribe(listener) {
      if (all.size === 0) end = follow?.();
      all.add(listener);
      return () => {
        if (all.delete(listener) && all.size === 0) end?.();
      };
    },
    tell() {
      // Whoever starts or stops listening in the meantime does so from the next change on.
      for (const listener of [...all]) listener();
    },
  };
}

export function createStore<T>(value: T, follow?: () => () => void): Store<T> {
  const { subscribe, tell } = createListeners(follow);
  return {
    subscribe,
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      tell();
    },
  };
}
