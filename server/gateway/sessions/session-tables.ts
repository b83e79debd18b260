import type { Migration, StorePlan } from '../../data/database.ts';
import { personSaltTable } from './person-salts.ts';
import { sealedTable } from './seal-again.ts';

/** A session as stored in its table. */
export interface SessionRow {
  key: string;
  access_token: Uint8Array;
  access_hash: string;
  access_expires_at: number;
  refresh_token: Uint8Array | null;
  refused: number;
  since: number;
  until: number;
  /** Whose session it is, as SHA-256. */
  subject: string | null;
  /** Whether it was ended from another browser. */
  ended: number;
  /** When its tokens came, and the SHA-256 of the previous access token. */
  renewed_at: number;
  previous_hash: string | null;
  /** Sealed; of the key of its local index. */
  index_salt: Uint8Array | null;
}

const sessions = `
  CREATE TABLE IF NOT EXISTS sessions (
    key TEXT PRIMARY KEY,
    access_token BLOB NOT NULL,
    access_hash TEXT NOT NULL,
    access_expires_at INTEGER NOT NULL,
    refresh_token BLOB,
    refused INTEGER NOT NULL DEFAULT 0,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sessions_until ON sessions (until);
`;

/** Columns that were added before there were migrations. */
const laterColumns: Migration = async (within) => {
  const added = {
    subject: 'TEXT',
    ended: 'INTEGER NOT NULL DEFAULT 0',
    renewed_at: 'INTEGER NOT NULL DEFAULT 0',
    previous_hash: 'TEXT',
    index_salt: 'BLOB',
  };
  for (const [column, type] of Object.entries(added)) await within.addColumn('sessions', column, type);
  await within.define('CREATE INDEX IF NOT EXISTS sessions_subject ON sessions (subject)');
};

export const sessionPlan: StorePlan = {
  store: 'sessions',
  tables: ['sessions', 'person_salts'],
  migrations: [sessions, laterColumns, personSaltTable],
};

/** What tokens and salts are sealed to. */
export const accessContext = (key: string) => `${key} access`;
export const refreshContext = (key: string) => `${key} refresh`;
export const saltContext = (key: string) => `${key} index`;

export const sealedSessions = sealedTable<SessionRow>({
  name: 'sessions',
  order: 'key',
  columns: {
    access_token: ({ key }) => accessContext(key),
    refresh_token: ({ key }) => refreshContext(key),
    index_salt: ({ key }) => saltContext(key),
  },
});
