/**
 * `npm run backup -- <folder>` copies the databases that must not be lost, while the dashboard runs;
 * `npm run restore -- <folder>` puts them back, when it is stopped. Settings are read as the server reads them.
 */
import { join, resolve } from 'node:path';
import { BackupError, backUp, type CopiedFile, restore } from './data/backup.ts';
import { DataDirInUse, lockDataDir } from './data/data-lock.ts';
import { makePrivateFolder } from './data/private-files.ts';
import { loadEnvFile } from './env-file.ts';
import { readSettings, SettingsError } from './settings.ts';

async function main([command, folder]: readonly string[]): Promise<void> {
  process.umask(0o077);
  if ((command !== 'backup' && command !== 'restore') || !folder) {
    throw new BackupError('Use: npm run backup -- <folder>, or npm run restore -- <folder>');
  }
  loadEnvFile();
  const { dataDir, publicUrl, databaseUrl } = readSettings(process.env);
  if (databaseUrl !== undefined) {
    throw new BackupError(
      'The stores are in PostgreSQL: use its own backups (pg_dump, or a base backup with its log).',
    );
  }
  const directory = join(dataDir, 'gateway');
  if (command === 'backup') {
    tell('Copied', backUp(directory, resolve(folder)));
    console.log('SESSION_SECRET and CONNECTIONS_SECRET are not in it: keep them somewhere else.');
    return;
  }
  makePrivateFolder(dataDir);
  const lock = lockDataDir(dataDir, publicUrl);
  const { files, before } = restore(resolve(folder), directory, new Date());
  tell('Restored', files);
  console.log(`What was there is in ${before}.`);
  await lock.close();
}

function tell(what: string, files: readonly CopiedFile[]): void {
  for (const { name, bytes } of files) console.log(`${what} ${name} (${bytes} bytes)`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isPlain =
    error instanceof BackupError || error instanceof DataDirInUse || error instanceof SettingsError;
  console.error(isPlain ? error.message : error);
  process.exit(1);
});
