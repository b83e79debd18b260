import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Database } from '../../data/database.ts';
import { refusal } from '../http/refusal.ts';
import { type SealedDatabase, sealedTable } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';
import type { ActionResult } from './action-context.ts';

const keptMs = 24 * 60 * 60 * 1000;
const most = 20_000;
/** No request is carried out for longer: its gateway has ended. */
const carriedOutMs = 10 * 60 * 1000;

interface Row {
  id: string;
  fingerprint: string;
  at: number;
  /** Null while it runs. */
  status: number | null;
  result: Uint8Array | null;
}

const contextOf = ({ id }: Pick<Row, 'id'>) => `result of ${id}`;
const keptResult = v.object({ body: v.optional(v.unknown()) });

const sealedResults = sealedTable<Row>({ name: 'idempotency', order: 'id', columns: { result: contextOf } });

const sql = {
  // Also what nobody carries out any longer.
  begin: `INSERT INTO idempotency (id, fingerprint, at) VALUES (?1, ?2, ?3)
    ON CONFLICT (id) DO UPDATE SET at = excluded.at
    WHERE idempotency.status IS NULL AND idempotency.fingerprint = ?2 AND idempotency.at <= ?4`,
  find: 'SELECT id, fingerprint, at, status, result FROM idempotency WHERE id = ?',
  done: 'UPDATE idempotency SET status = ?, result = ? WHERE id = ?',
  forget: 'DELETE FROM idempotency WHERE id = ? AND status IS NULL',
  sweep: `DELETE FROM idempotency WHERE at < ?1
    OR at < coalesce((SELECT at FROM idempotency ORDER BY at DESC LIMIT 1 OFFSET ${most}), 0)`,
};

/**
 * Remembers what was done under an idempotency key, so that a double click or a repeated request changes nothing twice,
 * whichever gateway gets it. A request that failed is forgotten: trying again is safe, because every action first checks
 * whether it was done; so is one whose gateway has ended, after a while.
 */
export class IdempotencyStore {
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;

  /** @param database of `workPlan`. */
  constructor(database: Database, seal: Seal, now: () => number = Date.now) {
    this.#database = database;
    this.#seal = seal;
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
    const id = `${actor} ${key.toLowerCase()}`;
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const at = this.#now();
    const isOurs = (await this.#database.run(sql.begin, id, fingerprint, at, at - carriedOutMs)) === 1;
    if (!isOurs) return { result: await this.#before(id, fingerprint), repeated: true };
    try {
      const result = await perform();
      const sealed = this.#seal.close(JSON.stringify({ body: result.body }), contextOf({ id }));
      await this.#database.run(sql.done, result.status, sealed, id);
      return { result, repeated: false };
    } catch (error) {
      // Where even that is impossible, it is forgotten after a while.
      await this.#database.run(sql.forget, id).catch(() => undefined);
      throw error;
    }
  }

  async sweep(): Promise<void> {
    await this.#database.run(sql.sweep, this.#now() - keptMs);
  }

  get sealed(): SealedDatabase {
    return { database: this.#database, seal: this.#seal, tables: [sealedResults] };
  }

  async #before(id: string, fingerprint: string): Promise<ActionResult> {
    const row = await this.#database.one<Row>(sql.find, id);
    // It has just failed.
    if (!row) throw refusal('under-way', {});
    if (row.fingerprint !== fingerprint) throw refusal('key-used', {});
    if (row.status === null) throw refusal('under-way', {});
    const text = row.result === null ? undefined : this.#seal.open(row.result, contextOf(row));
    // Sealed with a secret that is gone: what was done is known, what came of it is not.
    const body = text === undefined ? undefined : v.parse(keptResult, JSON.parse(text)).body;
    return { status: row.status, body };
  }
}
