import { type PageLife, pageLife } from './page-life.ts';

/**
 * Web Locks between the tabs of this browser. They exist only on secure origins, and not in every browser: each
 * function says what it does without them. A tab that dies releases its locks; one that sleeps does so here.
 */
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** Whether tabs can agree on who does something: by locks, and by hearing of each other. */
export const tabsCanAgree = (): boolean => locks() !== undefined && globalThis.BroadcastChannel !== undefined;

/** Web Locks themselves; only where `tabsCanAgree`. For `leadership.ts` and this file. */
export const requestLock = (
  name: string,
  options: LockOptions,
  callback: () => Promise<void>,
): Promise<void> => navigator.locks.request(name, options, callback);

/** The locks of this page where tabs cannot agree: at least it agrees with itself. */
const heldAlone = new Set<string>();

function tryHoldAlone(name: string): (() => void) | undefined {
  if (heldAlone.has(name)) return undefined;
  heldAlone.add(name);
  return () => heldAlone.delete(name);
}

/** Returns how to release a lock that was free and is now taken; undefined when someone holds it. Sleep keeps it. */
export async function tryHold(name: string): Promise<(() => void) | undefined> {
  const manager = locks();
  if (!manager) return tryHoldAlone(name);
  return new Promise((resolve, reject) => {
    manager
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}

/** Names of the locks that any tab holds now; without locks those of this page. */
export async function heldLocks(): Promise<ReadonlySet<string>> {
  const manager = locks();
  if (!manager) return new Set(heldAlone);
  const { held = [] } = await manager.query();
  return new Set(held.flatMap(({ name }) => name ?? []));
}

/**
 * Waits for a lock and runs the task under it; without locks at once. A page that falls asleep in the meantime releases
 * the lock, so that other tabs need not wait for it: the task's writes must allow for that.
 * @throws what the task throws, or the signal's reason when aborted while waiting.
 */
export async function oneAtATime<T>(
  name: string,
  { signal }: { readonly signal?: AbortSignal | undefined },
  task: () => T | Promise<T>,
  life: PageLife = pageLife,
): Promise<T> {
  signal?.throwIfAborted();
  const manager = locks();
  if (!manager) return task();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  let begun = false;
  const end = life.whileAwake(() => {
    if (begun) return () => undefined;
    const asleep = new AbortController();
    const released = Promise.withResolvers<void>();
    const either = signal ? AbortSignal.any([asleep.signal, signal]) : asleep.signal;
    manager
      .request(name, { signal: either }, () => {
        if (asleep.signal.aborted) return;
        begun = true;
        resolve(Promise.resolve().then(task));
        return released.promise;
      })
      .catch((error: unknown) => asleep.signal.aborted || reject(error));
    return () => {
      asleep.abort();
      released.resolve();
    };
  });
  try {
    return await promise;
  } finally {
    end();
  }
}

/** Holds a lock, once it is free, whenever the page is awake. Returns how to release it for good. */
export function holdWhileAwake(
  name: string,
  mode: LockMode = 'exclusive',
  life: PageLife = pageLife,
): () => void {
  return life.whileAwake(() => {
    const asleep = new AbortController();
    const released = Promise.withResolvers<void>();
    locks()
      ?.request(name, { mode, signal: asleep.signal }, () => released.promise)
      .catch(() => undefined);
    return () => {
      asleep.abort();
      released.resolve();
    };
  });
}
