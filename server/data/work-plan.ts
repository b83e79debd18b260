import type { StorePlan } from './database.ts';

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

/** What is under way, and what was done a short time ago. */
export const workPlan: StorePlan = {
  store: 'work',
  tables: ['leases', 'idempotency'],
  migrations: [leases, idempotency],
};
