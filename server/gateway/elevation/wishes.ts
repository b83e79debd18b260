import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.ts';
import type { ActionResult } from './actions.ts';

const keptMs = 24 * 60 * 60 * 1000;
const most = 20_000;

interface Wish {
  readonly fingerprint: string;
  readonly at: number;
  /** Undefined while it runs. */
  result: ActionResult | undefined;
}

/**
 * Remembers what was done under an idempotency key, so that a double click or a repeated request changes nothing
 * twice. A wish that failed is forgotten: trying again is safe, because every action first looks whether it was
 * done. In memory: after a restart that look is what protects.
 */
export class Wishes {
  readonly #wishes = new Map<string, Wish>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Carries out a wish of an actor unless it was carried out before.
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
    const known = this.#wishes.get(id);
    if (known) {
      if (known.fingerprint !== fingerprint) throw new Refusal(409, 'This key was used for another request.');
      if (!known.result) throw new Refusal(409, 'This request is being carried out.');
      return { result: known.result, repeated: true };
    }
    const wish: Wish = { fingerprint, at: this.#now(), result: undefined };
    this.#wishes.set(id, wish);
    try {
      wish.result = await perform();
      return { result: wish.result, repeated: false };
    } catch (error) {
      this.#wishes.delete(id);
      throw error;
    }
  }

  #forgetOld(): void {
    const limit = this.#now() - keptMs;
    for (const [id, { at, result }] of this.#wishes) {
      // The map is in the order of time.
      if (at > limit && this.#wishes.size <= most) return;
      if (result) this.#wishes.delete(id);
    }
  }
}
