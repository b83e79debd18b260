import { finishedMp4 } from './finish-mp4.ts';
import { finishedWebm } from './finish-webm.ts';

/**
 * Returns a recording as a file for people: with its length where players look for it. `bytes`: all bytes of `pieces`.
 * @throws Error when the recorder did not make the recording's format; then it is better left as it is.
 */
export function finishedFile(
  mimeType: string,
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  bytes: number,
  durationMs: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  return mimeType.startsWith('audio/mp4')
    ? finishedMp4(pieces, durationMs)
    : finishedWebm(pieces, bytes, durationMs);
}
