import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { child, children, concat, readUint } from './ebml.ts';
import { finishedFile } from './finished-file.ts';
import { RunJoiner } from './run-joiner.ts';
import { demuxed, media } from './testing/media.ts';
import { webm } from './webm-elements.ts';
import { type WebmPart, WebmScanner } from './webm-scanner.ts';

async function finish(mimeType: string, bytes: Uint8Array<ArrayBuffer>, ms: number, pieceBytes = 5000) {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
  }
  const out: Uint8Array[] = [];
  for await (const piece of finishedFile(mimeType, pieces(), bytes.length, ms)) out.push(piece);
  return concat(out);
}

/** A recording of about a minute, in runs. */
function long(mimeType: string, run: Uint8Array<ArrayBuffer>) {
  const joiner = new RunJoiner(mimeType);
  const bytes = concat(
    Array.from({ length: 26 }, (_, index) => {
      if (index > 0) joiner.nextRun(0);
      return joiner.push(run);
    }),
  );
  return { bytes, endMs: joiner.endMs! };
}

describe.each([
  ['audio/webm;codecs=opus', media('first.webm')],
  ['audio/mp4', media('first.mp4')],
])('a finished file of %s', (mimeType, run) => {
  test('states its length and has the same packets', async () => {
    const { bytes, endMs } = long(mimeType, run);
    expect((await demuxed(bytes)).statedDurationMs).not.toBeCloseTo(endMs, -1);
    const finished = await demuxed(await finish(mimeType, bytes, endMs));
    expect(finished.statedDurationMs).toBeCloseTo(endMs, -0.5);
    expect(finished.packets).toEqual((await demuxed(bytes)).packets);
  });

  test('is the same however the bytes are divided', async () => {
    const whole = await finish(mimeType, run, 2300);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), async (pieceBytes) => {
        expect(Buffer.compare(await finish(mimeType, run, 2300, pieceBytes), whole)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test('is refused for damaged or foreign data', async () => {
    await expect(finish(mimeType, run.slice(0, -3), 2300)).rejects.toThrow();
    await expect(
      finish(
        mimeType,
        Uint8Array.from({ length: 99 }, () => 0),
        2300,
      ),
    ).rejects.toThrow();
  });
});

test('the index of a WebM file points at its clusters', async () => {
  const { bytes, endMs } = long('audio/webm', media('first.webm'));
  const parts = new WebmScanner().push(await finish('audio/webm', bytes, endMs));
  const places = new Map<number, WebmPart>();
  let at = 0;
  let bodyStart = 0;
  for (const part of parts) {
    places.set(at - bodyStart, part);
    at += part.raw.length;
    if (part.id !== webm.segment) continue;
    bodyStart = at;
  }
  const seek = child(parts.find(({ id }) => id === webm.seekHead)!.body, webm.seek)!;
  const cues = places.get(readUint(child(seek, webm.seekPosition)!));
  expect(cues?.id).toBe(webm.cues);
  const points = [...children(cues!.body)].map(({ body }) => ({
    ms: readUint(child(body, webm.cueTime)!),
    place: readUint(child(child(body, webm.cueTrackPositions)!, webm.cueClusterPosition)!),
  }));
  expect(points.length).toBeGreaterThanOrEqual(5);
  for (const { ms, place } of points) {
    expect(places.get(place)?.id).toBe(webm.cluster);
    const timestamp = places.get(place + 12);
    expect(timestamp?.id).toBe(webm.timestamp);
    expect(readUint(timestamp!.body)).toBe(ms);
  }
});
