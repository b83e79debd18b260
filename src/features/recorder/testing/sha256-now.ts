import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal without waiting: fake timers do not wait for Web Crypto's threads. */
export const sha256Now = (bytes: ArrayBuffer): string =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
