import type { Migration, StorePlan } from '../../data/database.ts';

const tables = ['audit_intents', 'audit_actors', 'audit_ends'];

// Three tables instead of one that is updated: what was written once never changes, and triggers see to it.
const entries = `
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
`;

const message = 'the audit log is append-only';

/** Each engine has its own way to say it. */
const appendOnly: Migration = async ({ engine, define }) => {
  if (engine === 'postgres') {
    await define(`CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION '${message}'; END $$`);
  }
  for (const table of tables) {
    await define(
      engine === 'postgres'
        ? `CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()`
        : ['UPDATE', 'DELETE']
            .map(
              (
                verb,
              ) => `CREATE TRIGGER IF NOT EXISTS ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
                BEGIN SELECT RAISE(ABORT, '${message}'); END;`,
            )
            .join('\n'),
    );
  }
};

/** A log from before they were kept has no column for them. */
const refusals: Migration = (within) => within.addColumn('audit_ends', 'refusal', 'TEXT');

export const auditPlan: StorePlan = { store: 'audit', tables, migrations: [entries, appendOnly, refusals] };
