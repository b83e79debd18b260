import type { ledgerStates } from '#contract/gateway/ledger-entry.ts';
import type { Effect, SystemId } from '#contract/system.ts';
import { sealedTable } from '../sessions/seal-again.ts';

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
}

export const schema = `
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
  order: 'rowid',
  columns: { sent: contextOfRow, answer: contextOfRow },
});
