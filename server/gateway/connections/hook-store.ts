import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { SystemId } from '#contract/system.ts';
import type { Statements } from '../../data/database.ts';
import { sealedTable } from '../sessions/seal-again.ts';
import type { Seal } from '../sessions/sealed.ts';

/** The state in which the webhook at a system was found. */
export type HookState =
  /** Nobody has checked, or could. */
  | 'unchecked'
  | 'working'
  /** The system, or someone there, has switched it off. */
  | 'disabled'
  /** It is not there. */
  | 'missing';

export interface StoredHook {
  readonly state: HookState;
  /** Why it could not be checked or repaired. */
  readonly problem: RefusalReason | undefined;
  /** In ms since the epoch. */
  readonly checkedAt: number | null;
  /** Whether there is a secret that the system puts into a header. */
  readonly hasToken: boolean;
}

/** Whose address it is. */
export interface HookOwner {
  readonly organisation: string;
  /** What the system puts into a header; undefined where nobody has entered it. */
  readonly token: string | undefined;
}

interface Row {
  organisation: string;
  system: SystemId;
  digest: Uint8Array;
  secret: Uint8Array;
  token: Uint8Array | null;
  state: HookState;
  problem: string | null;
  checked_at: number | null;
}

export const hooks = `
  CREATE TABLE IF NOT EXISTS hooks (
    organisation TEXT NOT NULL,
    system TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    secret BLOB NOT NULL,
    token BLOB,
    state TEXT NOT NULL DEFAULT 'unchecked',
    problem TEXT,
    checked_at INTEGER,
    PRIMARY KEY (organisation, system)
  ) STRICT;
`;

const digestOf = (system: string, secret: string) =>
  createHash('sha256').update(`${system} ${secret}`).digest();
const contextOf = (what: 'address' | 'token', organisation: string, system: string) =>
  `${what} of the webhook of ${organisation} ${system}`;
const nobody = randomBytes(32);

export const sealedHooks = sealedTable<Row>({
  name: 'hooks',
  order: 'organisation, system',
  columns: {
    secret: ({ organisation, system }) => contextOf('address', organisation, system),
    token: ({ organisation, system }) => contextOf('token', organisation, system),
  },
});

const of = 'WHERE organisation = ? AND system = ?';
const sql = {
  find: `SELECT * FROM hooks ${of}`,
  byDigest: 'SELECT * FROM hooks WHERE digest = ? AND system = ?',
  // Unless another was created in the meantime; one that can no longer be read is replaced.
  create: `INSERT INTO hooks (organisation, system, digest, secret) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (organisation, system) DO UPDATE SET digest = excluded.digest, secret = excluded.secret, token = NULL,
      state = 'unchecked', problem = NULL, checked_at = NULL
    WHERE hooks.secret = ?5`,
  note: `UPDATE hooks SET state = ?, problem = ?, checked_at = ? ${of}`,
  token: `UPDATE hooks SET token = ? ${of}`,
  remove: `DELETE FROM hooks ${of}`,
};

/**
 * The addresses to which systems deliver, one for each connection. Their secrets are sealed; a delivery is recognised
 * by the digest of its secret, so neither the table nor the time reveals how close a wrong one was.
 */
export class HookStore {
  readonly #database: Statements;
  readonly #seal: Seal;
  readonly #now: () => number;

  constructor(database: Statements, seal: Seal, now: () => number) {
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
  }

  async find(organisation: string, system: SystemId): Promise<StoredHook | undefined> {
    const row = await this.#row(organisation, system);
    if (!row) return undefined;
    const { state, problem, checked_at: checkedAt, token } = row;
    return {
      state,
      problem: problem === null ? undefined : JSON.parse(problem),
      checkedAt,
      hasToken: token !== null,
    };
  }

  /** Returns an address's secret; undefined where there is none, or it can no longer be read. */
  async known(organisation: string, system: SystemId): Promise<string | undefined> {
    return this.#secretOf(await this.#row(organisation, system));
  }

  /** The same, created where there is none. */
  async secret(organisation: string, system: SystemId): Promise<string> {
    const row = await this.#row(organisation, system);
    const known = this.#secretOf(row);
    if (known !== undefined) return known;
    const secret = randomBytes(32).toString('base64url');
    const sealed = this.#seal.close(secret, contextOf('address', organisation, system));
    const values = [organisation, system, digestOf(system, secret), sealed, row?.secret ?? new Uint8Array()];
    // Someone else was faster: theirs counts.
    return (await this.#database.run(sql.create, ...values)) === 1
      ? secret
      : this.secret(organisation, system);
  }

  /** Whose secret it is. */
  async owner(system: SystemId, secret: string): Promise<HookOwner | undefined> {
    const digest = digestOf(system, secret);
    const row = await this.#database.one<Row>(sql.byDigest, digest, system);
    if (!timingSafeEqual(row?.digest ?? nobody, digest) || !row) return undefined;
    const { organisation, token } = row;
    const context = contextOf('token', organisation, system);
    return { organisation, token: token === null ? undefined : this.#seal.open(token, context) };
  }

  /** Stores what the system puts into a header. */
  async setToken(organisation: string, system: SystemId, token: string): Promise<void> {
    const sealed = this.#seal.close(token, contextOf('token', organisation, system));
    await this.#database.run(sql.token, sealed, organisation, system);
  }

  /** Records the state in which it was found. */
  async note(
    organisation: string,
    system: SystemId,
    state: HookState,
    problem: RefusalReason | undefined,
  ): Promise<void> {
    const told = problem === undefined ? null : JSON.stringify(problem);
    await this.#database.run(sql.note, state, told, this.#now(), organisation, system);
  }

  async delete(within: Statements, organisation: string, system: SystemId): Promise<void> {
    await within.run(sql.remove, organisation, system);
  }

  #row(organisation: string, system: SystemId): Promise<Row | undefined> {
    return this.#database.one<Row>(sql.find, organisation, system);
  }

  #secretOf(row: Row | undefined): string | undefined {
    return row && this.#seal.open(row.secret, contextOf('address', row.organisation, row.system));
  }
}
