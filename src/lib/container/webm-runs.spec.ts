import { describe, expect, test } from 'vitest';
import { concat, element, openElement, uintBytes } from './ebml.ts';
import { webm } from './webm-elements.ts';
import { WebmRuns } from './webm-runs.ts';
import { WebmScanner } from './webm-scanner.ts';

/** A block of track 1 with an Opus packet of 20 ms (configuration 1, one frame). */
const block = (relativeTicks: number) =>
  Uint8Array.of(0x81, relativeTicks >> 8, relativeTicks & 0xff, 0x80, 1 << 3, 0xaa);
const timestamp = (ticks: number) => element(webm.timestamp, uintBytes(ticks));
const simpleBlock = (relativeTicks: number) => element(webm.simpleBlock, block(relativeTicks));
const text = (value: string) => new TextEncoder().encode(value);

function header(scale = 1_000_000, ...more: Uint8Array[]): Uint8Array {
  const entry = concat([
    element(webm.trackNumber, uintBytes(1)),
    element(webm.trackUid, crypto.getRandomValues(new Uint8Array(7))),
    element(webm.codecId, text('A_OPUS')),
  ]);
  return concat([
    element(webm.header, new Uint8Array(10)),
    openElement(webm.segment),
    element(webm.info, element(webm.timestampScale, uintBytes(scale)), ...more),
    element(webm.tracks, element(webm.trackEntry, entry)),
  ]);
}

const ids = (bytes: Uint8Array) => new WebmScanner().push(bytes).map(({ id }) => id);

describe('runs of WebM', () => {
  test.each([200, 255, 256, 65_536, 2 ** 32])('a cluster moved to %i ms grows with its timestamp', (at) => {
    const runs = new WebmRuns();
    runs.push(concat([header(), openElement(webm.cluster), timestamp(0), simpleBlock(0)]));
    runs.nextRun(at);
    const out = runs.push(concat([header(), openElement(webm.cluster), timestamp(0), simpleBlock(0)]));
    const expected = concat([openElement(webm.cluster), timestamp(at), simpleBlock(0)]);
    expect(Buffer.compare(out, expected)).toBe(0);
    expect(runs.endMs).toBe(at + 20);
  });

  test('a cluster of known length loses it, and anything that was true only in its own file', () => {
    const cluster = element(
      webm.cluster,
      element(webm.crc32, new Uint8Array(4)),
      timestamp(0),
      element(webm.position, uintBytes(77)),
      element(webm.prevSize, uintBytes(99)),
      simpleBlock(0),
      element(webm.blockGroup, element(webm.block, block(20))),
    );
    const runs = new WebmRuns();
    const first = concat([header(), cluster]);
    expect(Buffer.compare(runs.push(first), first)).toBe(0);
    expect(runs.endMs).toBe(40);
    runs.nextRun(0);
    const later = concat([header(), cluster, element(webm.cues, new Uint8Array(5))]);
    expect(ids(runs.push(later))).toEqual([webm.cluster, webm.timestamp, webm.simpleBlock, webm.blockGroup]);
    expect(runs.endMs).toBe(80);
  });

  test('a run begins where the one before ends, unless it is known to begin later', () => {
    const run = concat([header(), openElement(webm.cluster), timestamp(5), simpleBlock(1000)]);
    const runs = new WebmRuns();
    runs.push(run);
    expect(runs.endMs).toBe(1025);
    runs.nextRun(100);
    runs.push(run);
    expect(runs.endMs).toBe(2050);
    runs.nextRun(5000.2);
    runs.push(run);
    expect(runs.endMs).toBe(6026);
  });

  test('refuses another unit of time, and to continue a finished file', () => {
    const runs = new WebmRuns();
    runs.push(concat([header(), openElement(webm.cluster), timestamp(0), simpleBlock(0)]));
    runs.nextRun(0);
    expect(() => runs.push(header(500_000))).toThrow(expect.objectContaining({ refusal: 'different' }));
    const finished = new WebmRuns();
    finished.push(header(1_000_000, element(webm.duration, new Uint8Array(8))));
    expect(() => finished.nextRun(0)).toThrow(expect.objectContaining({ refusal: 'unreadable' }));
  });

  test('clusters and blocks in the wrong place are errors', () => {
    expect(() => new WebmRuns().push(openElement(webm.cluster))).toThrow();
    const blockFirst = concat([header(), openElement(webm.cluster), simpleBlock(0)]);
    expect(() => new WebmRuns().push(blockFirst)).toThrow();
    const twice = concat([header(), openElement(webm.cluster), openElement(webm.cluster)]);
    expect(() => new WebmRuns().push(twice)).toThrow();
  });
});
