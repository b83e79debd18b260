import { describe, expect, test } from 'vitest';
import { formatClock, isoDuration } from '#src/lib/time/stopwatch.ts';
import { measureLevel, meterPosition } from '../capture/level.ts';
import { Timeline } from '../capture/timeline.ts';

describe('Timeline', () => {
  test('leaves pauses out', () => {
    const timeline = new Timeline();
    expect(timeline.elapsedMs(500)).toBe(0);
    timeline.run(1000);
    expect(timeline.elapsedMs(3000)).toBe(2000);
    timeline.hold(4000);
    expect(timeline.elapsedMs(60_000)).toBe(3000);
    timeline.run(61_000);
    timeline.run(70_000);
    timeline.hold(62_500);
    timeline.hold(99_000);
    expect(timeline.elapsedMs(100_000)).toBe(4500);
  });
});

describe('level', () => {
  test('measures root mean square and peak', () => {
    expect(measureLevel(new Float32Array([0.5, -0.5, 0.5, -0.5]))).toEqual({ rms: 0.5, peak: 0.5 });
    expect(measureLevel(new Float32Array([0, 0, 0, -1]))).toEqual({ rms: 0.5, peak: 1 });
    expect(measureLevel(new Float32Array())).toEqual({ rms: 0, peak: 0 });
  });

  test('shows decibels', () => {
    expect(meterPosition(1)).toBe(1);
    expect(meterPosition(2)).toBe(1);
    expect(meterPosition(0.1)).toBeCloseTo(2 / 3);
    expect(meterPosition(0.001)).toBeCloseTo(0);
    expect(meterPosition(0.00001)).toBe(0);
    expect(meterPosition(0)).toBe(0);
  });
});

test('a stopwatch', () => {
  expect([0, 999, 61_000, 3_599_999, 3_600_000, 36_061_000, -5].map(formatClock)).toEqual([
    '00:00',
    '00:00',
    '01:01',
    '59:59',
    '1:00:00',
    '10:01:01',
    '00:00',
  ]);
  expect(isoDuration(249_900)).toBe('PT249S');
});
