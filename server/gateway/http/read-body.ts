import type { IncomingMessage } from 'node:http';
import { Refusal, refusal } from './refusal.ts';

export interface BodyLimits {
  readonly maxBytes: number;
  /** A body that takes more ms to arrive is abandoned. */
  readonly withinMs: number;
}

/** The rest of the body may still arrive: the connection can no longer be used. */
const unread = { connection: 'close' };

/**
 * Reads a whole body. On failure the request is left untouched, so that it can still be answered.
 * @throws Refusal with 400 (the client went away), 408 or 413.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  const { maxBytes, withinMs } = limits;
  const pieces: Buffer[] = [];
  let size = 0;
  let impatience: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_resolve, reject) => {
    impatience = setTimeout(() => reject(refusal('too-slow', {}, unread)), withinMs);
  });
  const read = async () => {
    // Counted as it arrives: a declared length may be absent.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('bodies are read without an encoding');
      size += piece.length;
      if (size > maxBytes) throw refusal('too-large', { bytes: String(maxBytes) }, unread);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  };
  try {
    return await Promise.race([read(), tooSlow]);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, 'The request was cut off.');
  } finally {
    clearTimeout(impatience);
  }
}
