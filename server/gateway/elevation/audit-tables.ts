import type { DatabaseSync } from 'node:sqlite';

// Three tables instead of one that is updated: what was written once never changes, and triggers see to it.
const schema = `
  CREATE TABLE IF NOT EXISTS audit_intents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT,
    change TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS audit_actors (
    intent_id INTEGER PRIMARY KEY REFERENCES audit_intents (id),
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS audit_ends (
    intent_id INTEGER PRIMARY KEY REFERENCES audit_intents (id),
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER NOT NULL,
    reason TEXT,
    refusal TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS audit_actors_uuid ON audit_actors (uuid);
  ${['audit_intents', 'audit_actors', 'audit_ends']
    .flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (verb) => `CREATE TRIGGER IF NOT EXISTS ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
          BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;`,
      ),
    )
    .join('\n')}
`;

/** Makes the tables of the log, or brings older ones up to date. */
export function makeAuditTables(database: DatabaseSync): void {
  database.exec(schema);
  addRefusals(database);
}

/** A log from before they were kept has no column for them. */
function addRefusals(database: DatabaseSync): void {
  const columns = database.prepare('PRAGMA table_info(audit_ends)').all();
  if (columns.some(({ name }) => name === 'refusal')) return;
  database.exec('ALTER TABLE audit_ends ADD COLUMN refusal TEXT');
}
