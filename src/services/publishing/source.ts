import { sha256Hex } from '#src/lib/hash/sha256.ts';
import { readRecording } from '../device-recordings/device-recordings.ts';

/** Where the bytes of a publication come from, as it is kept. */
export type SourceNote =
  | { readonly kind: 'recording'; readonly recording: string }
  /** A file that a person chose: after a reload they have to choose it again. */
  | { readonly kind: 'file'; readonly name: string; readonly modified: number; readonly start: string };

/** Bytes `[start, end)`. Rejects where they cannot be read any longer. */
export type ReadBytes = (start: number, end: number) => Promise<ArrayBuffer>;

const startBytes = 64 * 1024;

export const readFile =
  (file: Blob): ReadBytes =>
  (start, end) =>
    file.slice(start, end).arrayBuffer();

export const readDevice =
  (recording: string): ReadBytes =>
  async (start, end) => {
    const bytes = await readRecording(recording, start, end);
    if (bytes.byteLength !== end - start) throw new RangeError('the recording is no longer on this device');
    return bytes;
  };

/** What identifies a file beyond its name: SHA-256 of its first 64 KiB, in hexadecimal. */
export async function startOf(file: Blob): Promise<string> {
  return sha256Hex(await file.slice(0, startBytes).arrayBuffer());
}

/** Whether someone has chosen the same file again. */
export async function isSameFile(
  file: File,
  { name, modified, start }: Extract<SourceNote, { kind: 'file' }>,
  bytes: number,
): Promise<boolean> {
  return (
    file.size === bytes &&
    file.name === name &&
    file.lastModified === modified &&
    (await startOf(file).catch(() => undefined)) === start
  );
}
