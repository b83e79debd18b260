import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeFile, privateFileMode } from '../../data/private-files.ts';
import { codeOf } from '../../lib/error-code.ts';

const minimumBytes = 32;

/**
 * A secret kept in the data directory (mode 0600), created on the first start. Losing that of sessions signs everyone
 * out and does no other harm; without that of connections their keys have to be entered again.
 */
export function keptSecret(directory: string, name: 'session-secret' | 'connections-secret'): string {
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
