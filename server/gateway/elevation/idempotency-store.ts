import { createHash } from 'node:crypto';
import { refusal } from '../http/refusal.ts';
import type { ActionResult } from './action-context.ts';

const keptMs = 24 * 60 * 60 * 1000;
const most = 20_000;

interface Entry {
  readonly fingerprint: string;
  readonly at: number;
  /** Undefined while it runs. */
  result: ActionResult | undefined;
}

/**
 * Remembers what was done under an idempotency key, so that a double click or a repeated request changes nothing twice.
 * A request that failed is forgotten: trying again is safe, because every action first checks whether it was done. In
 * memory: after a restart that check is the protection.
 */
export class IdempotencyStore {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Carries out an actor's request unless it was carried out before.
   * @returns the result, and whether it is an earlier one.
   * @throws Refusal with 409 while it runs or when the key was used for something else; what `perform` throws.
   */
  async once(
    actor: string,
    key: string,
    request: unknown,
    perform: () => Promise<ActionResult>,
  ): Promise<{ result: ActionResult; repeated: boolean }> {
    this.#forgetOld();
    const id = `${actor} ${key.toLowerCase()}`;
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const known = this.#entries.get(id);
    if (known) {
      if (known.fingerprint !== fingerprint) throw refusal('key-used', {});
      if (!known.result) throw refusal('under-way', {});
      return { result: known.result, repeated: true };
    }
    const entry: Entry = { fingerprint, at: this.#now(), result: undefined };
    this.#entries.set(id, entry);
    try {
      entry.result = await perform();
      return { result: entry.result, repeated: false };
    } catch (error) {
      this.#entries.delete(id);
      throw error;
    }
  }

  #forgetOld(): void {
    const limit = this.#now() - keptMs;
    for (const [id, { at, result }] of this.#entries) {
      // The map is in chronological order.
      if (at > limit && this.#entries.size <= most) return;
      if (result) this.#entries.delete(id);
    }
  }
}
