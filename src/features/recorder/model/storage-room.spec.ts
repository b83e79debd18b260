import { expect, test } from 'vitest';
import { availableBytes, isLow, recordingMsIn } from './storage-room.ts';

test('an hour of recording is fifteen megabytes', () => {
  expect(recordingMsIn(14_947_200)).toBe(3_600_000);
  expect(recordingMsIn(-1)).toBe(0);
});

test('below two hours it is time to warn; not knowing is no reason for alarm', () => {
  expect(isLow(undefined)).toBe(false);
  expect(isLow(30_000_000)).toBe(false);
  expect(isLow(29_000_000)).toBe(true);
});

test('what is left is the quota without what is used, and never less than nothing', () => {
  expect(availableBytes({ quota: 100, usage: 40 })).toBe(60);
  expect(availableBytes({ quota: 100, usage: 140 })).toBe(0);
  expect(availableBytes({})).toBeUndefined();
});
