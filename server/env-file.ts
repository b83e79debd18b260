import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from './settings.ts';

/**
 * Reads `.env` in the project's folder, or the file that ENV_FILE names; an empty ENV_FILE means none.
 * @returns its path, undefined when there is none.
 */
export function loadEnvFile(): string | undefined {
  const named = process.env.ENV_FILE;
  const file = named ?? join(import.meta.dirname, '..', '.env');
  if (existsSync(file)) {
    process.loadEnvFile(file);
    return file;
  }
  if (named) throw new SettingsError(`ENV_FILE names ${named}, which does not exist.`);
  return undefined;
}
