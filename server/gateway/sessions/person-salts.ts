import { randomBytes } from 'node:crypto';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Database } from '../../data/database.ts';
import { sealedTable } from './seal-again.ts';
import type { Seal } from './sealed.ts';

/** Longer than any device keeps what is encrypted with a key of such a salt. */
const keptMs = 400 * 24 * 60 * 60 * 1000;
const saltBytes = 32;

interface Row {
  readonly person: string;
  readonly salt: Uint8Array;
  readonly used_at: number;
}

const contextOf = ({ person }: Pick<Row, 'person'>) => `${person} evidence`;

/** A table of the sessions' store. */
export const personSaltTable = `
  CREATE TABLE IF NOT EXISTS person_salts (
    person TEXT PRIMARY KEY,
    salt BLOB NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export const sealedPersonSalts = sealedTable<Row>({
  name: 'person_salts',
  order: 'person',
  columns: { salt: contextOf },
});

/** A secret for each person that outlives their sessions, sealed. */
export interface PersonSalts {
  /** The person's; made when it is first asked for. */
  of(person: SubjectKey): Promise<Buffer>;
  /** Deletes those that nobody has asked for in more than a year. */
  sweep(): Promise<void>;
}

export function personSalts(database: Database, seal: Seal, now: () => number): PersonSalts {
  return {
    of: (person) =>
      database.transaction(`salt of ${person}`, async (within) => {
        const kept = await within.one<Row>('SELECT * FROM person_salts WHERE person = ?', person);
        const known = kept && seal.openBytes(kept.salt, contextOf({ person }));
        // None yet, or one that nobody can open any longer, with all that was encrypted with it.
        const salt = known ?? randomBytes(saltBytes);
        const stored = known ? kept.salt : seal.close(salt, contextOf({ person }));
        await within.run(
          `INSERT INTO person_salts (person, salt, used_at) VALUES (?1, ?2, ?3)
           ON CONFLICT (person) DO UPDATE SET salt = excluded.salt, used_at = excluded.used_at`,
          person,
          stored,
          now(),
        );
        return salt;
      }),
    async sweep() {
      await database.run('DELETE FROM person_salts WHERE used_at <= ?', now() - keptMs);
    },
  };
}
