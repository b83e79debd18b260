import type { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import type { Effect, SystemId } from '#contract/system.ts';
import type { Migration, StorePlan } from '../../data/database.ts';
import { sealedTable } from '../sessions/seal-again.ts';
import { entryAuthors } from './sent/entry-authors.ts';
import { entryLinks } from './sent/entry-links.ts';

export type LedgerState = (typeof ledgerStates)[number];

/** An entry as stored in its table. */
export interface LedgerRow {
  id: number;
  organisation: string;
  person: string;
  person_name: string;
  key: string;
  fingerprint: string;
  system: SystemId;
  operation: string;
  effect: Effect;
  state: LedgerState;
  at: number;
  ended_at: number | null;
  status: number | null;
  sent: Uint8Array | null;
  answer: Uint8Array | null;
  waiting: number;
}

const entries = `
  CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    system TEXT NOT NULL,
    operation TEXT NOT NULL,
    effect TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    ended_at INTEGER,
    status INTEGER,
    sent BLOB,
    answer BLOB
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS entries_key ON entries (organisation, person, key);
  CREATE INDEX IF NOT EXISTS entries_at ON entries (at);
  CREATE INDEX IF NOT EXISTS entries_state ON entries (system, state);
`;

/** What is known of an entry goes with it; each engine has its own way to say so. */
const gone: Migration = async ({ engine, define }) => {
  const details = ['entry_facts', 'entry_todos', 'entry_authors'];
  const deletes = details.map((table) => `DELETE FROM ${table} WHERE entry = OLD.id;`).join(' ');
  if (engine === 'sqlite') {
    await define(
      `CREATE TRIGGER IF NOT EXISTS entries_all_gone AFTER DELETE ON entries BEGIN ${deletes} END;
       DROP TRIGGER IF EXISTS entries_gone; DROP TRIGGER IF EXISTS entries_unauthored`,
    );
    return;
  }
  await define(
    `CREATE OR REPLACE FUNCTION entries_gone() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN ${deletes} RETURN NULL; END $$;
     CREATE TRIGGER entries_gone AFTER DELETE ON entries FOR EACH ROW EXECUTE FUNCTION entries_gone()`,
  );
};

/** Which gateway carries an entry out, in which attempt; and which gateways are there. */
const holders: Migration = async ({ addColumn, define }) => {
  await addColumn('entries', 'holder', 'TEXT');
  await addColumn('entries', 'attempt', 'TEXT');
  await define(
    `CREATE TABLE IF NOT EXISTS ledger_holders (id TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
     CREATE INDEX IF NOT EXISTS entries_under_way ON entries (holder) WHERE state = 'under-way'`,
  );
};

/** Whether it has not left its gateway, as the others know; and whether one of them has withdrawn it. */
const waiting: Migration = ({ addColumn }) => addColumn('entries', 'waiting', 'INTEGER NOT NULL DEFAULT 0');

export const ledgerPlan: StorePlan = {
  store: 'ledger',
  tables: ['entries', 'entry_facts', 'entry_todos', 'entry_authors', 'ledger_holders'],
  migrations: [entries, `${entryLinks} ${entryAuthors}`, gone, holders, waiting],
};

/** What an entry's contents are sealed to. */
export const contextOf = ({
  organisation,
  person,
  key,
}: {
  organisation: string;
  person: { uuid: string };
  key: string;
}) => `${organisation} ${person.uuid} ${key}`;

export const contextOfRow = (row: Pick<LedgerRow, 'organisation' | 'person' | 'key'>) =>
  contextOf({ ...row, person: { uuid: row.person } });

export const sealedEntries = sealedTable<LedgerRow>({
  name: 'entries',
  order: 'id',
  columns: { sent: contextOfRow, answer: contextOfRow },
});
