import type { StorePlan } from '../../data/database.ts';
import { sealedTable } from '../sessions/seal-again.ts';
import { type HoldRow, holdContext, type ItemRow, nameContext } from './rows.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS retention_rules (
    id INTEGER PRIMARY KEY,
    rules TEXT NOT NULL,
    version INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS retention_holds (
    dossier TEXT PRIMARY KEY,
    by_uuid TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    about BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS retention_lists (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    looked_at INTEGER NOT NULL,
    by_uuid TEXT NOT NULL,
    by_name TEXT NOT NULL,
    ran_uuid TEXT,
    ran_name TEXT,
    ran_at INTEGER,
    ended_at INTEGER,
    digest TEXT,
    rules TEXT NOT NULL,
    problem TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS retention_items (
    list TEXT NOT NULL REFERENCES retention_lists (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    meeting TEXT NOT NULL,
    owner TEXT,
    status TEXT NOT NULL,
    created_at INTEGER,
    changed_at INTEGER NOT NULL,
    dossier TEXT,
    rule INTEGER NOT NULL,
    state TEXT NOT NULL,
    name BLOB,
    PRIMARY KEY (list, number)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS retention_items_state ON retention_items (list, state, number);
`;

export const retentionPlan: StorePlan = {
  store: 'retention',
  tables: ['retention_rules', 'retention_holds', 'retention_lists', 'retention_items'],
  migrations: [
    tables,
    async ({ addColumn }) => {
      await addColumn('retention_rules', 'notice_days', 'INTEGER NOT NULL DEFAULT 0');
      await addColumn('retention_lists', 'notice_days', 'INTEGER NOT NULL DEFAULT 0');
    },
  ],
};

/** What in them is sealed. */
export const sealedRetention = [
  sealedTable<HoldRow>({ name: 'retention_holds', order: 'dossier', columns: { about: holdContext } }),
  sealedTable<ItemRow>({ name: 'retention_items', order: 'list, number', columns: { name: nameContext } }),
];
