import type { Migration, StorePlan } from './database.ts';

const leases = `
  CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
`;

const idempotency = `
  CREATE TABLE idempotency (
    id TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    result BLOB
  ) STRICT;
  CREATE INDEX idempotency_at ON idempotency (at);
`;

/**
 * When each limit of someone is full again, in microseconds since the epoch, and how long systems asked to wait. PostgreSQL need
 * not write the first to disk: it may be lost with the server, and nobody waits for it.
 */
const quotas: Migration = ({ engine, define }) =>
  define(
    `CREATE ${engine === 'postgres' ? 'UNLOGGED ' : ''}TABLE quotas (
       id TEXT PRIMARY KEY,
       full_at INTEGER NOT NULL,
       granted INTEGER NOT NULL
     ) STRICT;
     CREATE INDEX quotas_full_at ON quotas (full_at);
     CREATE TABLE holds (id TEXT PRIMARY KEY, until INTEGER NOT NULL, quota TEXT) STRICT`,
  );

/** Requests that wait for a second admin. */
const approvals = `
  CREATE TABLE approvals (id TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX approvals_at ON approvals (at);
`;

/** What gateways tell each other. */
const notices = `
  CREATE TABLE notices (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    sender TEXT NOT NULL,
    topic TEXT NOT NULL,
    body BLOB NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX notices_at ON notices (at);
`;

/** What is under way, and what was done a short time ago. */
export const workPlan: StorePlan = {
  store: 'work',
  tables: ['leases', 'idempotency', 'quotas', 'holds', 'approvals', 'notices'],
  migrations: [leases, idempotency, quotas, approvals, notices],
};
