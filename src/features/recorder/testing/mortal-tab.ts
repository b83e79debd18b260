import { sleep } from '#src/lib/sleep.ts';
import { RecorderEngine } from '../engine/engine.ts';
import type { Locks } from '../spool/locks.ts';
import type { Spool } from '../spool/spool.ts';
import type { RecorderServer } from '../upload/server.ts';
import { FakeCapture } from './fake-capture.ts';

interface Surroundings {
  readonly spool: Spool;
  readonly server: RecorderServer;
  readonly locks: Locks;
  readonly chunkBytes: number;
  /** Whether renewing the session works. */
  renewSession(): Promise<boolean>;
}

/**
 * A tab with a recorder that can die at any moment, as tabs do: what it asked for before may still happen, but it
 * no longer hears of anything or requests anything, and its locks are free.
 */
export class MortalTab {
  readonly engine: RecorderEngine;
  readonly #captures: FakeCapture[] = [];
  readonly #held = new Set<() => void>();
  #dead = false;
  #die: () => void = () => undefined;
  readonly #death = new Promise<void>((resolve) => {
    this.#die = resolve;
  });

  constructor(surroundings: Surroundings) {
    const { spool, server, locks, chunkBytes, renewSession } = surroundings;
    this.engine = new RecorderEngine({
      spool: this.#mortal(spool),
      server: this.#mortal(server),
      locks: this.#mortalLocks(locks),
      chunkBytes,
      openCapture: async (_deviceId, events) => {
        const capture = new FakeCapture(events);
        this.#captures.push(capture);
        return capture;
      },
      renewSession: () => this.#unlessDead(renewSession()),
      announcements: { postMessage: () => undefined, onmessage: null },
      page: new EventTarget(),
      requestPersistence: () => undefined,
    });
  }

  /** The microphone of the last start. */
  get microphone(): FakeCapture | undefined {
    return this.#dead ? undefined : this.#captures.at(-1);
  }

  get phase(): string {
    return this.engine.getSnapshot().recorder.phase;
  }

  die(): void {
    this.#dead = true;
    this.#die();
    for (const release of this.#held) release();
    // Its timers go with it; nothing of this reaches anyone.
    void this.engine.stop();
  }

  /** What was asked for happens a moment later, and is answered a moment after that; death cuts in anywhere. */
  #mortal<T extends object>(service: T): T {
    return new Proxy(service, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          await this.#moment();
          const answer: unknown = await this.#settled(Reflect.apply(member, target, args));
          await this.#moment();
          return answer;
        };
      },
    });
  }

  #mortalLocks(locks: Locks): Locks {
    return {
      held: () => this.#unlessDead(locks.held()),
      tryHold: async (name) => {
        const release = await this.#unlessDead(locks.tryHold(name));
        if (!release) return undefined;
        this.#held.add(release);
        return () => {
          this.#held.delete(release);
          if (!this.#dead) release();
        };
      },
      // The lock is released at death, though the task never ends.
      run: (name, signal, task) =>
        locks.run(name, signal, () => Promise.race([task(), this.#death as Promise<never>])),
    };
  }

  #moment(): Promise<void> {
    return this.#unlessDead(sleep(1));
  }

  /** The answer, or its failure, unless the tab dies first: the dead wait forever. */
  #unlessDead<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      answer.then(
        (value) => !this.#dead && resolve(value),
        (error: unknown) => !this.#dead && reject(error),
      );
    });
  }

  #settled(answer: unknown): Promise<unknown> {
    return this.#unlessDead(Promise.resolve(answer));
  }
}
