import type { StoredSound } from './stored-sound.ts';

/** Holds some seconds of the recorder's sound, so that a group of packets begins in it. */
const windowBytes = 64 * 1024;

/** The recording from a byte on, a window at a time. */
export async function* windowsFrom(
  sound: StoredSound,
  start: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = start; at < sound.bytes; at += windowBytes) yield windowAt(sound, at);
}

const windowAt = async (sound: StoredSound, at: number) =>
  new Uint8Array(await sound.read(at, Math.min(sound.bytes, at + windowBytes)));

/** The first group of packets (cluster, fragment) that begins in some bytes: where, and at which time. */
export type FindGroup = (window: Uint8Array) => { readonly at: number; readonly ms: number } | undefined;

/**
 * Returns a byte where a group begins at or shortly before `ms`: found by halving, so that eight hours
 * take a dozen windows. `first`: where the first group begins.
 */
export async function groupBefore(
  sound: StoredSound,
  first: number,
  ms: number,
  find: FindGroup,
): Promise<number> {
  let [low, high] = [first, sound.bytes];
  while (high - low > windowBytes) {
    const middle = low + Math.floor((high - low) / 2);
    const group = find(await windowAt(sound, middle));
    if (group && group.ms <= ms) low = middle + group.at;
    else high = middle;
  }
  return low;
}

/** Where these bytes occur, from `from` on; -1 where they do not. */
export function indexOfBytes(bytes: Uint8Array, sought: readonly number[], from: number): number {
  const [first = 0] = sought;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (sought.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
