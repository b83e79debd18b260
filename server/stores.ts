/**
 * `node server/stores.ts migrate` brings the tables in PostgreSQL (DATABASE_URL) up to date, as a gateway does when it starts;
 * `node server/stores.ts copy` copies the stores of a stopped gateway from its files in DATA_DIR to PostgreSQL.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CopyError, copyStore } from './data/copy-store.ts';
import { DataDirInUse, lockDataDir } from './data/data-lock.ts';
import type { Databases } from './data/database.ts';
import { postgresDatabases } from './data/postgres-database.ts';
import { sqliteDatabases } from './data/sqlite-database.ts';
import { StoreFailure, StoreTooNew } from './data/store-failure.ts';
import { loadEnvFile } from './env-file.ts';
import { bringFiles } from './gateway/connections/publications/bring-files.ts';
import { publicationPlan } from './gateway/connections/publications/publication-tables.ts';
import { Seal, type Secrets } from './gateway/sessions/sealed.ts';
import { secretsIn } from './gateway/sessions/session-secret.ts';
import { storePlans } from './gateway/store-plans.ts';
import { keptHookSecrets } from './gateway/webhooks/hook-secrets.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';

async function main([command]: readonly string[]): Promise<void> {
  process.umask(0o077);
  if (command !== 'migrate' && command !== 'copy') {
    throw new CopyError('Use: npm run migrate, or npm run store:copy');
  }
  loadEnvFile();
  const { databaseUrl: url } = readSettings(process.env);
  if (url === undefined) throw new SettingsError('DATABASE_URL must be set to postgres://…');
  const databases = postgresDatabases(url);
  try {
    if (command === 'migrate') await migrate(databases);
    else await copy(databases);
  } finally {
    await databases.close();
  }
}

async function migrate(databases: Databases): Promise<void> {
  for (const plan of storePlans) {
    await databases.open(plan);
    console.log(`${plan.store}: version ${plan.migrations.length}`);
  }
}

/** The other servers have no files of secrets. @throws CopyError where what is copied could not be read there */
function checkSecrets(folder: string, { sessionSecret, connectionsSecret, hookSecrets }: Settings): void {
  const isMissing = (name: 'session-secret' | 'connections-secret', given: Secrets | undefined) =>
    given !== undefined && secretsIn(folder, name, given).length > given.length;
  const file = (name: string) => join(folder, name);
  if (isMissing('session-secret', sessionSecret)) {
    throw new CopyError(`SESSION_SECRET must contain ${file('session-secret')}: it sealed what is copied.`);
  }
  if (isMissing('connections-secret', connectionsSecret)) {
    throw new CopyError(
      `CONNECTIONS_SECRET must contain ${file('connections-secret')}: it sealed what is copied.`,
    );
  }
  const hooks = existsSync(file('hook-secrets')) ? keptHookSecrets(folder) : undefined;
  if (hooks && hookSecrets && !hookSecrets.accepts(hooks.current)) {
    throw new CopyError(
      `HOOK_SECRETS must contain ${file('hook-secrets')}: deliveries come to an address that contains it.`,
    );
  }
}

async function copy(to: Databases): Promise<void> {
  const settings = readSettings(process.env);
  const { dataDir, publicUrl, connectionsSecret } = settings;
  const folder = join(dataDir, 'gateway');
  if (!existsSync(folder)) throw new CopyError(`There is nothing to copy in ${folder}.`);
  checkSecrets(folder, settings);
  const lock = lockDataDir(dataDir, publicUrl);
  const from = sqliteDatabases(folder);
  try {
    for (const plan of storePlans) {
      const source = await from.open(plan);
      if (plan === publicationPlan) {
        const seal = new Seal(secretsIn(folder, 'connections-secret', connectionsSecret), 'publications');
        const count = await bringFiles(source, seal, join(folder, 'publications'));
        if (count > 0) console.log(`${plan.store}: ${count} files come with it`);
      }
      const { tables, wasThere } = await copyStore(plan, source, await to.open(plan));
      for (const { table, rows, hash } of tables) {
        console.log(`${plan.store} ${table}: ${rows} rows, SHA-256 ${hash.slice(0, 16)}…, the same in both`);
      }
      if (wasThere) console.log(`${plan.store} was there already.`);
    }
  } finally {
    await from.close();
    await lock.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isPlain = [CopyError, DataDirInUse, SettingsError, StoreFailure, StoreTooNew].some(
    (known) => error instanceof known,
  );
  console.error(error instanceof Error && isPlain ? error.message : error);
  process.exit(1);
});
