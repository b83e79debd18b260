import type { Migrating, StorePlan } from './database.ts';
import { StoreTooNew } from './store-failure.ts';

const versions =
  'CREATE TABLE IF NOT EXISTS store_versions (store TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT';

/** For which secrets a store was sealed again. */
const sealMarks = 'CREATE TABLE IF NOT EXISTS sealed_for (store TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT';

/**
 * Takes the migrations that a store lacks, in order. All in one transaction that no other gateway runs at the same time.
 * @throws StoreTooNew
 */
export async function migrate(within: Migrating, { store, migrations }: StorePlan): Promise<void> {
  await within.define(`${versions}; ${sealMarks}`);
  const known = await within.one<{ version: number }>(
    'SELECT version FROM store_versions WHERE store = ?',
    store,
  );
  const version = known?.version ?? 0;
  if (version > migrations.length) throw new StoreTooNew(store, version, migrations.length);
  if (known && version === migrations.length) return;
  for (const step of migrations.slice(version)) {
    if (typeof step === 'string') await within.define(step);
    else await step(within);
  }
  await within.run(
    `INSERT INTO store_versions (store, version) VALUES (?1, ?2)
     ON CONFLICT (store) DO UPDATE SET version = excluded.version`,
    store,
    migrations.length,
  );
}
