import { ApiError } from './errors.ts';

/** Beyond this the body is not even read to its end before the refusal. */
const drainBytes = 64 * 1024 * 1024;

const tooLarge = () => new ApiError(413, 'The request body is too large.', { Connection: 'close' });

/**
 * Reads a request's body of at most `limit` bytes. A body that is somewhat larger is read to its end and
 * dropped, so that the client gets to read the refusal.
 *
 * @returns the bytes, or `too large`.
 * @throws ApiError 413 when the body is absurdly large.
 */
export async function readBody(request: Request, limit: number): Promise<Buffer | 'too large'> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > Math.max(limit, drainBytes)) throw tooLarge();
  if (!request.body) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body) {
    length += part.byteLength;
    if (length > Math.max(limit, drainBytes)) throw tooLarge();
    if (length <= limit) parts.push(part);
  }
  return length > limit ? 'too large' : Buffer.concat(parts, length);
}
