import type { Locks } from '../spool/locks.ts';

/** Locks between objects of one spec, as Web Locks are between tabs. */
export class MemoryLocks implements Locks {
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #held = new Set<string>();

  async tryHold(name: string): Promise<(() => void) | undefined> {
    if (this.#held.has(name)) return undefined;
    this.#held.add(name);
    return () => void this.#held.delete(name);
  }

  run<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const run = (this.#tails.get(name) ?? Promise.resolve()).then(async () => {
      signal.throwIfAborted();
      this.#held.add(name);
      try {
        return await task();
      } finally {
        this.#held.delete(name);
      }
    });
    this.#tails.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }

  async held(): Promise<ReadonlySet<string>> {
    return new Set(this.#held);
  }
}
