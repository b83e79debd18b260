import type { Operation, RateClass } from '#contract/operation.ts';
import { afterAnswer, holdMs, type Priority, type RateBudget, unknownBudget } from '#src/lib/rate-budget.ts';
import { ApiError, retryAfterMs } from './errors.ts';

/** What has an allowance of its own: Claritalk's rate classes, and what the gateway itself does for admins. */
export type Tier = RateClass | 'admin';

export type Budgets = Readonly<Partial<Record<Tier, RateBudget>>>;

/** What this page found out, for other tabs (shared-rates.ts). `busy`: a person waits for a request. */
export type RateEvent = { readonly budgets: Budgets } | { readonly busy: boolean };

/** A pause without a duration, by Claritalk's own counting never too short. */
const usualPauseMs = 60_000;
/** A person's request waits no longer than this before it fails; a minute's allowance is back sooner. */
const patienceMs = 90_000;

const tierOf = ({ root, rateClass }: Operation): Tier => (root === '/api' ? rateClass : 'admin');

/**
 * The allowance of this session: what the server's answers told, and who may send when. Components follow it by
 * `subscribe` and `getSnapshot`.
 */
export class Rates {
  #budgets: Budgets = {};
  readonly #listeners = new Set<() => void>();
  #underWay = 0;
  #waiting = 0;
  tell: (event: RateEvent) => void = () => undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Budgets => this.#budgets;

  /** Whether requests of the person wait for the end of a pause. */
  readonly isWaiting = (): boolean => this.#waiting > 0;

  /** Whether a person waits for a request. */
  get busy(): boolean {
    return this.#underWay > 0;
  }

  /**
   * Resolves when a request may be sent; the function that it answers is called when that is over. A person's request
   * waits for the end of a pause; the others are told to come back, because they know how to show that they wait.
   *
   * @throws ApiError 'rate-limited' or 'aborted'; then there is nothing to call.
   */
  async admit(
    operation: Operation,
    priority: Priority,
    signal: AbortSignal | undefined,
  ): Promise<() => void> {
    const isPerson = priority === 'interactive';
    const by = isPerson ? 1 : 0;
    const hold = () => holdMs(this.#budgets[tierOf(operation)] ?? unknownBudget, priority, Date.now());
    this.#count(by);
    try {
      for (let ms = hold(); ms > 0; ms = hold()) {
        if (!isPerson || ms > patienceMs) {
          throw new ApiError({ kind: 'rate-limited', operation: operation.name, retryAfterMs: ms });
        }
        await this.#wait(operation.name, ms, signal);
      }
      return () => this.#count(-by);
    } catch (error) {
      this.#count(-by);
      throw error;
    }
  }

  /** Takes note of what an answer tells about the allowance. */
  learn(operation: Operation, { status, headers }: Pick<Response, 'status' | 'headers'>): void {
    const tier = tierOf(operation);
    const before = this.#budgets[tier] ?? unknownBudget;
    const after = afterAnswer(before, {
      at: Date.now(),
      limit: natural(headers.get('X-RateLimit-Limit')),
      remaining: natural(headers.get('X-RateLimit-Remaining')),
      pauseMs: status === 429 ? (retryAfterMs(headers.get('Retry-After')) ?? usualPauseMs) : undefined,
    });
    if (after === before) return;
    const budgets = { [tier]: after };
    this.know(budgets);
    this.tell({ budgets });
  }

  /** Replaces what is known of some tiers. */
  know(budgets: Budgets): void {
    this.#budgets = { ...this.#budgets, ...budgets };
    this.#publish();
  }

  async #wait(operation: string, ms: number, signal: AbortSignal | undefined): Promise<void> {
    this.#waiting += 1;
    this.#publish();
    try {
      await new Promise<void>((resolve, reject) => {
        const giveUp = () => reject(new ApiError({ kind: 'aborted', operation, cause: signal?.reason }));
        if (signal?.aborted) giveUp();
        signal?.addEventListener('abort', giveUp);
        setTimeout(resolve, ms);
      });
    } finally {
      this.#waiting -= 1;
      this.#publish();
    }
  }

  #count(by: number): void {
    const before = this.busy;
    this.#underWay += by;
    if (before !== this.busy) this.tell({ busy: this.busy });
  }

  #publish(): void {
    for (const listener of this.#listeners) listener();
  }
}

const natural = (text: string | null) => (text && /^\d+$/.test(text) ? Number(text) : undefined);

/** The one of this page, or of this worker. */
export const rates = new Rates();
