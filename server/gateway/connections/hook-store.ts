import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { SystemId } from '#contract/system.ts';
import { query } from '../../data/query.ts';
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

const schema = `
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
  order: 'rowid',
  columns: {
    secret: ({ organisation, system }) => contextOf('address', organisation, system),
    token: ({ organisation, system }) => contextOf('token', organisation, system),
  },
});

/**
 * The addresses to which systems deliver, one for each connection. Their secrets are sealed; a delivery is recognised
 * by the digest of its secret, so neither the table nor the time reveals how close a wrong one was.
 */
export class HookStore {
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, seal: Seal, now: () => number) {
    database.exec(schema);
    this.#seal = seal;
    this.#now = now;
    const of = 'WHERE organisation = ? AND system = ?';
    const prepare = (sql: string) => database.prepare(sql);
    this.#statements = {
      find: query<Row>(prepare(`SELECT * FROM hooks ${of}`)),
      byDigest: query<Row>(prepare('SELECT * FROM hooks WHERE digest = ? AND system = ?')),
      insert: prepare(
        'INSERT OR REPLACE INTO hooks (organisation, system, digest, secret) VALUES (?, ?, ?, ?)',
      ),
      note: prepare(`UPDATE hooks SET state = ?, problem = ?, checked_at = ? ${of}`),
      token: prepare(`UPDATE hooks SET token = ? ${of}`),
      remove: prepare(`DELETE FROM hooks ${of}`),
    };
  }

  find(organisation: string, system: SystemId): StoredHook | undefined {
    const row = this.#statements.find.get(organisation, system);
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
  known(organisation: string, system: SystemId): string | undefined {
    const sealed = this.#statements.find.get(organisation, system)?.secret;
    return sealed && this.#seal.open(sealed, contextOf('address', organisation, system));
  }

  /** The same, created where there is none. */
  secret(organisation: string, system: SystemId): string {
    const known = this.known(organisation, system);
    if (known !== undefined) return known;
    const secret = randomBytes(32).toString('base64url');
    const sealed = this.#seal.close(secret, contextOf('address', organisation, system));
    this.#statements.insert.run(organisation, system, digestOf(system, secret), sealed);
    return secret;
  }

  /** Whose secret it is. */
  owner(system: SystemId, secret: string): HookOwner | undefined {
    const digest = digestOf(system, secret);
    const row = this.#statements.byDigest.get(digest, system);
    if (!timingSafeEqual(row?.digest ?? nobody, digest) || !row) return undefined;
    const { organisation, token } = row;
    const context = contextOf('token', organisation, system);
    return { organisation, token: token === null ? undefined : this.#seal.open(token, context) };
  }

  /** Stores what the system puts into a header. */
  setToken(organisation: string, system: SystemId, token: string): void {
    const sealed = this.#seal.close(token, contextOf('token', organisation, system));
    this.#statements.token.run(sealed, organisation, system);
  }

  /** Records the state in which it was found. */
  note(organisation: string, system: SystemId, state: HookState, problem: RefusalReason | undefined): void {
    const told = problem === undefined ? null : JSON.stringify(problem);
    this.#statements.note.run(state, told, this.#now(), organisation, system);
  }

  delete(organisation: string, system: SystemId): void {
    this.#statements.remove.run(organisation, system);
  }
}
