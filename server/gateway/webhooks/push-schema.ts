import type { Delivery } from '#contract/gateway/push.ts';
import type { Migration, StorePlan } from '../../data/database.ts';
import type { ReadDelivery } from './read-delivery.ts';

/** Claritalk's own deliveries, in the column `system`. */
export const ownSystem = 'claritalk';

const ofSystem = `
    system TEXT NOT NULL DEFAULT '${ownSystem}',
    organisation TEXT NOT NULL DEFAULT ''`;

const schema = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    sent_at INTEGER,
    about TEXT NOT NULL,
    subject TEXT,
    status TEXT,
    result TEXT NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL,
    report INTEGER NOT NULL,
    payload BLOB NOT NULL,
    processed_at INTEGER,
    processed_by TEXT,${ofSystem}
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_at ON deliveries (at);
  CREATE TABLE IF NOT EXISTS fingerprints (
    fingerprint TEXT PRIMARY KEY, at INTEGER NOT NULL, delivery_id INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS fingerprints_at ON fingerprints (at);
  CREATE TABLE IF NOT EXISTS heard (
    subject TEXT PRIMARY KEY, at INTEGER NOT NULL, rank INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS heard_at ON heard (at);
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    about TEXT NOT NULL,
    subject TEXT NOT NULL,${ofSystem}
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_at ON events (at);
  CREATE TABLE IF NOT EXISTS reports (
    meeting TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    filename TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    content BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS reports_at ON reports (at);
`;

/** Columns from when there were only Claritalk's deliveries. */
const ofSystems: Migration = async (within) => {
  for (const table of ['deliveries', 'events']) {
    await within.addColumn(table, 'system', `TEXT NOT NULL DEFAULT '${ownSystem}'`);
    await within.addColumn(table, 'organisation', "TEXT NOT NULL DEFAULT ''");
  }
  await within.define('CREATE INDEX IF NOT EXISTS deliveries_of ON deliveries (system, organisation, id)');
};

/**
 * The number of the newest event. Whoever adds one has this row until it is saved, so events are saved in the order of their
 * numbers, without gaps: who has read up to one has missed none before.
 */
const eventCounter: Migration = async (within) => {
  await within.define(
    'CREATE TABLE event_counter (only_row INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT',
  );
  const newest =
    within.engine === 'sqlite'
      ? await within.one<{ last: number }>("SELECT seq AS last FROM sqlite_sequence WHERE name = 'events'")
      : undefined;
  await within.run('INSERT INTO event_counter (only_row, last) VALUES (1, ?)', newest?.last ?? 0);
};

export const pushPlan: StorePlan = {
  store: 'push',
  tables: ['facts', 'deliveries', 'fingerprints', 'heard', 'events', 'event_counter', 'reports'],
  seeded: ['event_counter'],
  migrations: [schema, ofSystems, eventCounter],
};

/** A delivery as stored in its table, without its payload. */
export interface DeliveryRow {
  id: number;
  at: number;
  event: string;
  sent_at: number | null;
  about: ReadDelivery['about'];
  subject: string | null;
  status: string | null;
  result: Delivery['result'];
  repeats: number;
  bytes: number;
  report: number;
  processed_at: number | null;
  processed_by: string | null;
}

export const columns =
  'id, at, event, sent_at, about, subject, status, result, repeats, bytes, report, processed_at, processed_by';
export const instant = (ms: number) => new Date(ms).toISOString();

export const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  at: instant(row.at),
  event: row.event,
  sentAt: row.sent_at === null ? null : instant(row.sent_at),
  subject: row.subject,
  status: row.status,
  result: row.result,
  repeats: row.repeats,
  bytes: row.bytes,
  report: row.report === 1,
  processedAt: row.processed_at === null ? null : instant(row.processed_at),
  processedBy: row.processed_by,
});
