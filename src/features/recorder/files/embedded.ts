import { tagAt } from './file-bytes.ts';

/** Beginnings of containers that are long enough to be no coincidence. */
const signs: readonly ((head: Uint8Array, at: number) => boolean)[] = [
  (head, at) => ['RIFF', 'RF64', 'BW64'].includes(tagAt(head, at)) && tagAt(head, at + 8) === 'WAVE',
  // Its length, which is small, precedes its name.
  (head, at) => tagAt(head, at, 3) === '\0\0\0' && tagAt(head, at + 4) === 'ftyp',
  (head, at) => tagAt(head, at, 6) === 'OggS\0\x02',
  (head, at) => tagAt(head, at) === '\x1a\x45\xdf\xa3',
  (head, at) => tagAt(head, at, 5) === 'fLaC\0',
];
const firstBytes: ReadonlySet<number | undefined> = new Set([0x52, 0x42, 0, 0x4f, 0x1a, 0x66]);

/**
 * Where a container begins whose file begins with something else: what a server said, a byte order mark, a tag that
 * belongs before MP3, zeros. -1 when there is none in these bytes.
 */
export function containerIn(head: Uint8Array): number {
  return head.findIndex((byte, at) => firstBytes.has(byte) && signs.some((isThere) => isThere(head, at)));
}
