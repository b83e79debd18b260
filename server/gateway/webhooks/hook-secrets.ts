import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hooksRoot } from '#contract/gateway/push.ts';
import { closeFile, makePrivateFolder, privateFileMode } from '../../data/private-files.ts';
import { codeOf } from '../../lib/error-code.ts';

/** 256 random bits as base64url. */
const secretPattern = /^[A-Za-z0-9_-]{43}$/;
const maxSecrets = 2;

/** The secrets that open the hook address; the first is the one to register. */
export interface HookSecrets {
  readonly current: string;
  /** True while a second secret is still accepted. */
  readonly rotating: boolean;
  /** Takes constant time, whatever is wrong with the secret. */
  accepts(secret: string): boolean;
}

/**
 * Reads one or two secrets.
 * @throws Error in one sentence when they are not secrets.
 */
export function parseHookSecrets(text: string, source: string): HookSecrets {
  const secrets = text.split(/[\s,]+/).filter(Boolean);
  const [current] = secrets;
  if (
    current === undefined ||
    secrets.length > maxSecrets ||
    !secrets.every((secret) => secretPattern.test(secret))
  ) {
    throw new Error(`${source} must hold one or two secrets of 43 characters (32 random bytes as base64url)`);
  }
  const digests = secrets.map(digest);
  return {
    current,
    rotating: secrets.length > 1,
    accepts(secret) {
      const given = digest(secret);
      // Digests have one length, and none is skipped because another matches.
      return digests.map((known) => timingSafeEqual(known, given)).includes(true);
    },
  };
}

/**
 * The secrets kept in the data directory (mode 0600); one is created on the first start. To rotate, put a new one on
 * the first line and leave the old one on the second until Claritalk has the new address.
 */
export function keptHookSecrets(directory: string): HookSecrets {
  makePrivateFolder(directory);
  const file = join(directory, 'hook-secrets');
  try {
    // `wx` leaves existing secrets alone, even when two starts race.
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: privateFileMode, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  closeFile(file);
  return parseHookSecrets(readFileSync(file, 'utf8'), file);
}

/** Returns the address to register at Claritalk. It is itself a secret. */
export const hookAddress = (origin: string, { current }: HookSecrets): string =>
  `${origin}${hooksRoot}/${current}`;

const digest = (text: string) => createHash('sha256').update(text).digest();
