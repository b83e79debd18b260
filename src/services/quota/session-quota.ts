import type { Operation, RateClass } from '#contract/operation.ts';
import { ApiError, retryAfterMs } from '#src/api/client/errors.ts';
import type { Priority } from '#src/api/client/priority.ts';
import type { QuotaWatch } from '#src/api/client/quota-gate.ts';
import { sleep } from '#src/lib/sleep.ts';
import { createListeners } from '#src/lib/store.ts';
import { afterAnswer, holdMs, type Quota, unknownQuota } from './quota.ts';

/** What has a quota of its own: Claritalk's rate classes, and what the gateway itself does for admins. */
export const quotaNames = ['default', 'upload', 'token', 'admin'] as const satisfies readonly (
  | RateClass
  | 'admin'
)[];
export type QuotaName = (typeof quotaNames)[number];

export type Quotas = Readonly<Partial<Record<QuotaName, Quota>>>;

/** What this page found out, for other tabs (shared-quota.ts). `busy`: a person waits for a request. */
export type QuotaEvent = { readonly quotas: Quotas } | { readonly busy: boolean };

/** A pause without a duration, by Claritalk's own counting never too short. */
const usualPauseMs = 60_000;
/** A person's request waits no longer than this before it fails; a minute's quota is back sooner. */
const patienceMs = 90_000;

const nameOf = ({ root, rateClass }: Operation): QuotaName => (root === '/api' ? rateClass : 'admin');

/**
 * The quotas of this session: what the server's responses said, and who may send when. Components follow it by
 * `subscribe` and `getSnapshot`.
 */
export class SessionQuota implements QuotaWatch {
  #quotas: Quotas = {};
  readonly #listeners = createListeners();
  #underWay = 0;
  #waiting = 0;
  tell: (event: QuotaEvent) => void = () => undefined;

  readonly subscribe = this.#listeners.subscribe;

  readonly getSnapshot = (): Quotas => this.#quotas;

  readonly isWaiting = (): boolean => this.#waiting > 0;

  /** Whether a person is waiting for a request. */
  get busy(): boolean {
    return this.#underWay > 0;
  }

  async admit(
    operation: Operation,
    priority: Priority,
    signal: AbortSignal | undefined,
  ): Promise<() => void> {
    const isPerson = priority === 'interactive';
    const by = isPerson ? 1 : 0;
    const hold = () => holdMs(this.#quotas[nameOf(operation)] ?? unknownQuota, priority, Date.now());
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

  learn(operation: Operation, { status, headers }: Pick<Response, 'status' | 'headers'>): void {
    const name = nameOf(operation);
    const before = this.#quotas[name] ?? unknownQuota;
    const after = afterAnswer(before, {
      at: Date.now(),
      limit: natural(headers.get('X-RateLimit-Limit')),
      remaining: natural(headers.get('X-RateLimit-Remaining')),
      pauseMs: status === 429 ? (retryAfterMs(headers.get('Retry-After')) ?? usualPauseMs) : undefined,
    });
    if (after === before) return;
    const quotas = { [name]: after };
    this.know(quotas);
    this.tell({ quotas });
  }

  /** Replaces what is known of some quotas. */
  know(quotas: Quotas): void {
    this.#quotas = { ...this.#quotas, ...quotas };
    this.#publish();
  }

  async #wait(operation: string, ms: number, signal: AbortSignal | undefined): Promise<void> {
    this.#waiting += 1;
    this.#publish();
    try {
      await sleep(ms, signal);
    } catch (cause) {
      throw new ApiError({ kind: 'aborted', operation, cause });
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
    this.#listeners.tell();
  }
}

const natural = (text: string | null) => (text && /^\d+$/.test(text) ? Number(text) : undefined);

/** The one of this page, or of this worker. */
export const sessionQuota = new SessionQuota();
