import { setTimeout as pause } from 'node:timers/promises';
import type { Ownership } from '../../../data/owned-work.ts';
import type { Broadcasting } from './broadcasting.ts';
import { findOutcomes } from './find-outcomes.ts';
import { Sender } from './sender.ts';

interface Look {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

const lookEveryMs = 100;
/** Whoever cancels waits for so long for the one message that leaves at this moment. */
const leavesWithinMs = 10_000;

/** What each gateway does with broadcasts: it asks the one that sends to begin or end, and looks what became of them. */
export class Broadcaster {
  readonly #options: Broadcasting;
  readonly #looking = new Map<string, Look>();

  constructor(options: Broadcasting) {
    this.#options = options;
  }

  /** Sends, and finds out what became of it, without any page, as long as this gateway owns that. */
  work(ownership: Ownership): Promise<void> {
    return new Sender(this.#options, (id) => this.look(id), ownership).work();
  }

  /** Something is to be sent. */
  async begun(): Promise<void> {
    // Where that does not arrive, it is seen a little later.
    await this.#options.broadcasts.tell().catch(() => undefined);
  }

  /** Sends it to nobody else; one message that leaves at this moment is awaited. Returns whether it was in time. */
  async cancel(id: string): Promise<boolean> {
    const { broadcasts } = this.#options;
    if (!(await broadcasts.cancel(id))) return false;
    await this.begun();
    const until = performance.now() + leavesWithinMs;
    while ((await broadcasts.counts(id)).sending && performance.now() < until) await pause(lookEveryMs / 2);
    return true;
  }

  /** Whether someone is looking, in any gateway. */
  async isLooking(id: string): Promise<boolean> {
    return this.#looking.has(id) || (await this.#options.leases.isHeld(nameOf(id)));
  }

  /** Looks now what became of it; joins a look that is under way. @throws Refusal */
  async look(id: string): Promise<void> {
    const known = this.#looking.get(id);
    if (known) return known.ended;
    const abort = new AbortController();
    const ended = this.#lookOnce(id, abort.signal).finally(() => this.#looking.delete(id));
    this.#looking.set(id, { abort, ended });
    return ended;
  }

  async close(): Promise<void> {
    const all = [...this.#looking.values()];
    for (const { abort } of all) abort.abort();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  async #lookOnce(id: string, signal: AbortSignal): Promise<void> {
    const { leases, broadcasts } = this.#options;
    const looked = await leases.hold(nameOf(id), 0, async () =>
      findOutcomes(this.#options, await broadcasts.get(id), signal),
    );
    // Another gateway is looking.
    while (!looked && !signal.aborted && (await leases.isHeld(nameOf(id)))) await pause(lookEveryMs);
  }
}

const nameOf = (id: string) => `look at broadcast ${id}`;
