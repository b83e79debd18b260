import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of bodies between two collections; a collection of the young generation takes about a millisecond. */
const collectEvery = 8 * 1024 * 1024;

// The one way to the collector without a flag on the command line (https://nodejs.org/api/v8.html).
setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

let passed = 0;

/**
 * Counts bytes of a body that is only passed on. Its pieces lie outside of V8's heap, where garbage is noticed after
 * 64 MB only: without this a file makes the process that much larger, though a piece is garbage at once.
 */
export function notePassing(bytes: number): void {
  passed += bytes;
  if (passed < collectEvery) return;
  passed = 0;
  if (typeof collect === 'function') collect({ type: 'minor' });
}
