import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeFile, privateFileMode } from '../../data/private-files.ts';
import { codeOf } from '../../lib/error-code.ts';
import type { Secrets } from './sealed.ts';

const minimumBytes = 32;

type SecretName = 'session-secret' | 'connections-secret';

/**
 * Returns the secrets that were given, the newest first, or the one that is kept in the data directory. One that was kept
 * there before others were given still opens what it sealed.
 */
export function secretsIn(directory: string, name: SecretName, given: string | Secrets | undefined): Secrets {
  if (given === undefined) return [keptSecret(directory, name)];
  const [newest, ...older] = typeof given === 'string' ? [given] : given;
  const file = join(directory, name);
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return kept === '' || kept === newest || older.includes(kept)
    ? [newest, ...older]
    : [newest, ...older, kept];
}

/**
 * A secret kept in the data directory (mode 0600), created on the first start. Losing that of sessions signs everyone
 * out and does no other harm; without that of connections their keys have to be entered again.
 */
function keptSecret(directory: string, name: SecretName): string {
  const file = join(directory, name);
  try {
    // `wx` leaves an existing secret alone, even when two starts race.
    writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { mode: privateFileMode, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  closeFile(file);
  const secret = readFileSync(file, 'utf8').trim();
  if (Buffer.byteLength(secret) < minimumBytes)
    throw new Error(`${file} is damaged; delete it and start again`);
  return secret;
}
