import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { WebhookVerification } from '#contract/system.ts';

/** A delivery as received, and what only its sender and we know. */
export interface Doubtful {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Key of the connection; undefined where it cannot be read. */
  readonly credential: string | undefined;
  /** Secret that the system puts into a header; undefined where nobody has entered it. */
  readonly secret: string | undefined;
  /** In ms since the epoch. */
  readonly now: number;
}

/** Why a delivery is refused. For the log: its sender is not told. */
export type Doubt = 'unsigned' | 'forged' | 'late' | 'early';

/** How fast a system's clock may be. */
const clockMs = 10 * 60 * 1000;

const digest = (text: string | Buffer) => createHash('sha256').update(text).digest();

/** Takes constant time wherever the two differ. */
export const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** Returns the text that serves as the key of a system's signatures. */
export const signingKey = (credential: string): string => createHash('md5').update(credential).digest('hex');

/** @param time as in its header. */
export const signatureOf = (key: string, body: Buffer, time: string): string =>
  createHmac('sha256', key).update(body).update(time).digest('hex');

/** Returns the reason why a delivery may not be the system's own, or recent; undefined when there is none. */
export function doubtOf(verification: WebhookVerification, delivery: Doubtful): Doubt | undefined {
  const { headers, body, credential, secret, now } = delivery;
  const given = headers[verification.header];
  if (typeof given !== 'string' || given === '') return 'unsigned';
  if (verification.by === 'secret') {
    return secret !== undefined && isSame(given, secret) ? undefined : 'forged';
  }
  const time = headers[verification.timeHeader];
  if (typeof time !== 'string' || !/^\d{1,12}$/.test(time)) return 'unsigned';
  if (credential === undefined) return 'forged';
  if (!isSame(given, signatureOf(signingKey(credential), body, time))) return 'forged';
  const age = now - Number(time) * 1000;
  if (age > verification.maxAgeMs) return 'late';
  return age < -clockMs ? 'early' : undefined;
}

/** Returns when the system says that it sent a delivery, in ms; undefined where it does not say. */
export function sentAtOf(
  verification: WebhookVerification,
  headers: IncomingHttpHeaders,
): number | undefined {
  return verification.by === 'signature' ? Number(headers[verification.timeHeader]) * 1000 : undefined;
}
