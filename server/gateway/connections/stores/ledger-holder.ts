import type { Database } from '../../../data/database.ts';
import { StoreFailure } from '../../../data/store-failure.ts';

/** A gateway that has not said for so long that it is there sends nothing more, in ms. */
const leaseMs = 30_000;
/** How much clocks of gateways may differ: only after that the others take it for gone. */
const clocksDifferMs = 60_000;

const lost = `CASE WHEN waiting > 0 THEN 'not-sent' ELSE 'unknown' END`;
const sql = {
  renew: `INSERT INTO ledger_holders (id, until) VALUES (?, ?)
    ON CONFLICT (id) DO UPDATE SET until = excluded.until`,
  leave: 'DELETE FROM ledger_holders WHERE id = ?',
  forget: 'DELETE FROM ledger_holders WHERE until <= ?',
  // Nobody else knows what became of these, except of those that had not left.
  orphans: `UPDATE entries SET state = ${lost} WHERE state = 'under-way'
    AND (holder IS NULL OR holder NOT IN (SELECT id FROM ledger_holders))`,
  own: `UPDATE entries SET state = ${lost} WHERE state = 'under-way' AND holder = ?`,
  all: `UPDATE entries SET state = 'unknown' WHERE state = 'under-way'`,
};

/**
 * One gateway among those that share a ledger. It says again and again that it is there; what one that is gone was doing
 * may have been done. Where it cannot say so, it stops sending before the others can take it for gone. A file of SQLite
 * belongs to one gateway at a time, so whatever is under way there when it is opened belongs to nobody.
 */
export class LedgerHolder {
  readonly id: string;
  readonly #database: Database;
  readonly #now: () => number;
  readonly #clock: () => number;
  readonly #isAlone: boolean;
  #sureUntil = Number.NEGATIVE_INFINITY;

  /** @param now in ms since the epoch; `clock` in ms, which nobody sets. */
  constructor(
    database: Database,
    id: string,
    now: () => number,
    clock: () => number = () => performance.now(),
  ) {
    this.id = id;
    this.#database = database;
    this.#now = now;
    this.#clock = clock;
    this.#isAlone = database.engine === 'sqlite';
  }

  /** @param before the id of one that has certainly ended */
  async open(before?: string): Promise<void> {
    if (this.#isAlone) await this.#database.run(sql.all);
    else {
      if (before !== undefined) await this.#leave(before);
      await this.look();
    }
  }

  /** Says that this gateway is there, and takes over what those were doing that are gone. */
  async look(): Promise<void> {
    if (this.#isAlone) return;
    await this.#renew();
    await this.#database.transaction('holders', async (within) => {
      await within.run(sql.forget, this.#now() - clocksDifferMs);
      await within.run(sql.orphans);
    });
  }

  /** Whether the others know that this gateway is there. */
  get isSure(): boolean {
    return this.#isAlone || this.#clock() < this.#sureUntil;
  }

  /** @throws StoreFailure */
  async beSure(): Promise<void> {
    if (!this.isSure) await this.#renew();
    if (!this.isSure) throw new StoreFailure(this.#database.store, 'slow', undefined);
  }

  /** What is still under way may be done. */
  async close(): Promise<void> {
    if (this.#isAlone) return;
    await this.#leave(this.id);
  }

  async #leave(id: string): Promise<void> {
    await this.#database.run(sql.own, id);
    await this.#database.run(sql.leave, id);
  }

  async #renew(): Promise<void> {
    const at = this.#clock();
    await this.#database.run(sql.renew, this.id, this.#now() + leaseMs);
    this.#sureUntil = at + leaseMs;
  }
}
