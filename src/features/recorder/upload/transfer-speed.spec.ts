import { expect, test } from 'vitest';
import { TransferSpeed } from './transfer-speed.ts';

test('is unknown at first, then what was sent per second', () => {
  const speed = new TransferSpeed();
  expect(speed.bytesPerSecond).toBeUndefined();
  speed.add(0, 0);
  speed.add(500, 500);
  expect(speed.bytesPerSecond).toBeUndefined();
  speed.add(3000, 1500);
  expect(speed.bytesPerSecond).toBe(2000);
});

test('follows a connection that becomes slower', () => {
  const speed = new TransferSpeed();
  for (let second = 0; second <= 60; second++) speed.add(second * 1000, second * 1000);
  for (let second = 61; second <= 90; second++) speed.add(60_000 + (second - 60) * 10, second * 1000);
  expect(speed.bytesPerSecond).toBeCloseTo(10, 0);
});

test('a chunk that is sent again, and a wait, start a new measurement', () => {
  const speed = new TransferSpeed();
  speed.add(0, 0);
  speed.add(9000, 3000);
  speed.add(4000, 4000);
  expect(speed.bytesPerSecond).toBeUndefined();
  speed.add(5000, 6000);
  expect(speed.bytesPerSecond).toBe(500);
  speed.reset();
  expect(speed.bytesPerSecond).toBeUndefined();
});
