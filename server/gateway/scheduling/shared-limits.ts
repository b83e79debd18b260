import { createHash } from 'node:crypto';
import type { Database } from '../../data/database.ts';
import { StoreFailure } from '../../data/store-failure.ts';
import type { Limit, Limiter, Limits } from './limits.ts';
import { RateLimiter } from './rate-limiter.ts';
import { sharedHolds } from './shared-holds.ts';

const minuteMs = 60_000;
/** A gateway takes this part of a limit at a time, so that not each request has to ask. */
const portions = 16;
/** What nobody has used for so long goes back to where the other gateways find it, in ms. */
const keptMs = 1_000;

/** Times in the table are microseconds: so much of a limit may take less than a millisecond to come back. */
const micros = 1_000;

/** How many are left; both engines are to divide whole numbers. */
const left = 'CAST((?5 - quotas.full_at) / ?6 AS BIGINT)';
const sql = {
  // ?4 is now, ?5 when a bucket that is empty now is full, ?6 what one takes. Nothing is returned where nothing is left.
  take: `INSERT INTO quotas (id, full_at, granted) VALUES (?1, ?2, ?3)
    ON CONFLICT (id) DO UPDATE SET
      granted = CASE WHEN quotas.full_at <= ?4 OR ${left} >= excluded.granted THEN excluded.granted ELSE ${left} END,
      full_at = CASE WHEN quotas.full_at <= ?4 THEN excluded.full_at
        WHEN ${left} >= excluded.granted THEN quotas.full_at + ?7 ELSE quotas.full_at + ${left} * ?6 END
    WHERE quotas.full_at <= ?8
    RETURNING granted`,
  fullAt: 'SELECT full_at FROM quotas WHERE id = ?',
  giveBack: 'UPDATE quotas SET full_at = full_at - ? WHERE id = ?',
  sweep: 'DELETE FROM quotas WHERE full_at <= ?',
};

/** What this gateway has taken for an actor. */
interface Share {
  readonly id: string;
  left: number;
  /** When the last portion was taken, or part of it used; ms. */
  usedAt: number;
  /** Before that there is nothing; ms. */
  emptyUntil: number;
  /** While it asks. */
  asking: Promise<void> | undefined;
}

/**
 * A limit that several gateways keep together: a bucket in the store, from which each takes a portion and gives back what it
 * does not need. No more than the limit is ever given away at once, wherever the requests arrive; a gateway may refuse a
 * little early, while another has a portion. While the store is away each gateway counts for itself.
 */
class SharedLimiter implements Limiter {
  readonly #database: Database;
  readonly #name: string;
  readonly #portion: number;
  readonly #interval: number;
  readonly #period: number;
  readonly #own: RateLimiter;
  readonly #now: () => number;
  readonly #shares = new Map<string, Share>();

  constructor(database: Database, { name, requests, perMs = minuteMs }: Limit, now: () => number) {
    this.#database = database;
    this.#name = name;
    this.#portion = Math.ceil(requests / portions);
    this.#interval = Math.max(1, Math.floor((perMs * micros) / requests));
    this.#period = this.#interval * requests;
    this.#own = new RateLimiter(requests, now, perMs);
    this.#now = now;
  }

  async take(actor: string): Promise<number> {
    const share = this.#shareOf(actor);
    for (;;) {
      const now = this.#now();
      if (share.left > 0) {
        share.left -= 1;
        share.usedAt = now;
        return 0;
      }
      if (share.emptyUntil > now) return Math.max(1, Math.ceil((share.emptyUntil - now) / 1000));
      // Those who come in the meantime wait for the same answer, and look again.
      share.asking ??= this.#ask(share).finally(() => {
        share.asking = undefined;
      });
      try {
        await share.asking;
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        return this.#own.take(actor);
      }
    }
  }

  giveBack(actor: string): void {
    const share = this.#shareOf(actor);
    share.left += 1;
    share.emptyUntil = 0;
  }

  /** Gives back what was not used for so long, in ms. */
  async tidy(ms: number): Promise<void> {
    const old = [...this.#shares].filter(
      ([, { usedAt, asking, emptyUntil }]) =>
        !asking && this.#now() - usedAt >= ms && emptyUntil <= this.#now(),
    );
    for (const [actor] of old) this.#shares.delete(actor);
    const left = old.filter(([, share]) => share.left > 0);
    // It comes back anyway, later.
    const returned = left.map(([, share]) =>
      this.#database.run(sql.giveBack, share.left * this.#interval, share.id).catch(() => undefined),
    );
    await Promise.all(returned);
  }

  async #ask(share: Share): Promise<void> {
    const now = this.#now() * micros;
    const portion = this.#portion;
    const cost = portion * this.#interval;
    const row = await this.#database.one<{ granted: number }>(
      sql.take,
      ...[share.id, now + cost, portion, now, now + this.#period, this.#interval, cost],
      now + this.#period - this.#interval,
    );
    if (row) {
      share.left += row.granted;
      share.usedAt = this.#now();
      return;
    }
    const known = await this.#database.one<{ full_at: number }>(sql.fullAt, share.id);
    const nextAt = (known?.full_at ?? 0) - this.#period + this.#interval;
    share.emptyUntil = nextAt / micros;
  }

  #shareOf(actor: string): Share {
    const known = this.#shares.get(actor);
    if (known) return known;
    // What is stored says nothing about anyone.
    const id = createHash('sha256')
      .update(JSON.stringify([this.#name, actor]))
      .digest('base64url');
    const share: Share = { id, left: 0, usedAt: this.#now(), emptyUntil: 0, asking: undefined };
    this.#shares.set(actor, share);
    return share;
  }
}

/** @param database of `workPlan`; `now` in ms since the epoch. */
export function sharedLimits(database: Database, now: () => number = Date.now): Limits {
  const holds = sharedHolds(database, now);
  const limiters = new Map<string, SharedLimiter>();
  const tidy = async (ms: number) => {
    await Promise.all([...limiters.values()].map((limiter) => limiter.tidy(ms)));
  };
  const tidying = setInterval(() => void tidy(keptMs), keptMs / 2).unref();
  return {
    of(limit) {
      if (limiters.has(limit.name)) throw new Error(`two limits have the name "${limit.name}"`);
      const limiter = new SharedLimiter(database, limit, now);
      limiters.set(limit.name, limiter);
      return limiter;
    },
    holds,
    async sweep() {
      await database.run(sql.sweep, now() * micros);
      await holds.sweep();
    },
    async close() {
      clearInterval(tidying);
      await tidy(0);
    },
  };
}
