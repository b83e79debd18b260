import { createHash } from 'node:crypto';
import { secondAdminWithinMs } from '#contract/gateway/connections.ts';
import type { Database } from '../../data/database.ts';
import { refusal } from '../http/refusal.ts';

const most = 1_000;

const sql = {
  // Whoever asks second asks for no one after them.
  confirm: 'DELETE FROM approvals WHERE id = ? AND person <> ? AND at > ?',
  ask: `INSERT INTO approvals (id, person, at) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET person = excluded.person, at = excluded.at`,
  sweep: `DELETE FROM approvals WHERE at <= ?1
    OR at < coalesce((SELECT at FROM approvals ORDER BY at DESC LIMIT 1 OFFSET ${most}), 0)`,
};

/** Requests that wait for a second admin, at whichever gateway. */
export class SecondAdmin {
  readonly #database: Database;
  readonly #now: () => number;

  /** @param database of `workPlan`. */
  constructor(database: Database, now: () => number = Date.now) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * @param request everything that identifies it, including its organisation.
   * @throws Refusal with 409 for the first, and for the same person again.
   */
  async confirm(request: readonly string[], person: string): Promise<void> {
    const id = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const now = this.#now();
    const isConfirmed = await this.#database.transaction(`approval ${id}`, async (within) => {
      if ((await within.run(sql.confirm, id, person, now - secondAdminWithinMs)) === 1) return true;
      await within.run(sql.ask, id, person, now);
      return false;
    });
    if (!isConfirmed) {
      throw refusal('second-admin-needed', { minutes: String(secondAdminWithinMs / 60_000) });
    }
  }

  /** Forgets those that nobody confirmed. */
  async sweep(): Promise<void> {
    await this.#database.run(sql.sweep, this.#now() - secondAdminWithinMs);
  }
}
