import { setTimeout as pause } from 'node:timers/promises';
import type { Lease, Leases } from './leases.ts';

/** That this gateway, and no other, does something. */
export interface Ownership {
  /** Aborts when another may take over, and when this gateway ends. */
  readonly signal: AbortSignal;
  /** Whether it is still certain; to be asked right before each step that must not be done twice. */
  isCertain(): boolean;
}

export interface OwnedWorkOptions {
  readonly leases: Leases;
  readonly name: string;
  /** Runs until it is done or the signal aborts; is begun again after a while. What it throws is told to `failed`. */
  readonly work: (ownership: Ownership) => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** Another takes over at the latest so long after a gateway has died, in ms. */
  readonly leaseMs?: number;
  /** Between two runs, and two attempts to take over. */
  readonly everyMs?: number;
}

/** Of the only gateway. */
const undisputed: Lease = { renew: async () => true, release: async () => undefined };

const defaultLeaseMs = 30_000;
const defaultEveryMs = 5_000;
/** Of a lease: after the first part it is renewed, after the second it counts as lost, well before others may take it. */
const [renewedAfter, lostAfter] = [1 / 3, 2 / 3];

/** Does something in one gateway at a time; another takes over when that one has ended or died. */
export class OwnedWork {
  readonly #options: Required<OwnedWorkOptions>;
  readonly #end = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: OwnedWorkOptions) {
    this.#options = { leaseMs: defaultLeaseMs, everyMs: defaultEveryMs, ...options };
    this.#running = this.#run();
  }

  /** Ends the work, and leaves it to another gateway at once. */
  async close(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { leases, name, leaseMs, everyMs, failed } = this.#options;
    while (!this.#end.signal.aborted) {
      try {
        const takenAt = performance.now();
        const lease = leases.isShared ? await leases.take(name, leaseMs) : undisputed;
        if (lease) await this.#own(lease, takenAt);
      } catch (error) {
        failed(error);
      }
      await this.#rest(everyMs * (0.5 + Math.random()), this.#end.signal);
    }
  }

  async #own(lease: Lease, takenAt: number): Promise<void> {
    const { leaseMs, work, failed } = this.#options;
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#end.signal]);
    let certainUntil = takenAt + leaseMs * lostAfter;
    const isCertain = () => !signal.aborted && performance.now() < certainUntil;
    const keeping = this.#keep(lease, signal, (renewedAt) => {
      certainUntil = renewedAt + leaseMs * lostAfter;
    });
    // Whoever looks late finds by the clock that it is over.
    const watch = setInterval(() => {
      if (performance.now() >= certainUntil) over.abort();
    }, leaseMs / 30).unref();
    try {
      await work({ signal, isCertain });
    } catch (error) {
      if (!signal.aborted) failed(error);
    } finally {
      clearInterval(watch);
      over.abort();
      await keeping;
      await lease.release().catch(() => undefined);
    }
  }

  async #keep(lease: Lease, signal: AbortSignal, renewed: (at: number) => void): Promise<void> {
    const { leaseMs } = this.#options;
    while (!signal.aborted) {
      await this.#rest(leaseMs * renewedAfter, signal);
      if (signal.aborted) return;
      const at = performance.now();
      // Where it cannot be renewed now it is tried again, until it counts as lost.
      const isKept = await lease.renew(leaseMs).catch(() => undefined);
      if (isKept) renewed(at);
      else if (isKept === undefined) await this.#rest(leaseMs / 30, signal);
      else renewed(at - leaseMs);
    }
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
