import { secondAdminWithinMs } from '#contract/gateway/connections.ts';
import { refusal } from '../http/refusal.ts';

const maxHeld = 1_000;

/** Requests that wait for a second admin. In memory: after a restart the first admin has to ask again. */
export class SecondAdmin {
  readonly #now: () => number;
  readonly #asked = new Map<string, { readonly person: string; readonly at: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * @param request everything that identifies it, including its organisation.
   * @throws Refusal with 409 for the first, and for the same person again.
   */
  confirm(request: readonly string[], person: string): void {
    const id = JSON.stringify(request);
    const now = this.#now();
    const first = this.#asked.get(id);
    if (first && first.person !== person && now - first.at < secondAdminWithinMs) {
      this.#asked.delete(id);
      return;
    }
    this.#asked.delete(id);
    this.#asked.set(id, { person, at: now });
    const [oldest] = this.#asked.keys();
    if (oldest !== undefined && this.#asked.size > maxHeld) this.#asked.delete(oldest);
    throw refusal('second-admin-needed', { minutes: String(secondAdminWithinMs / 60_000) });
  }
}
