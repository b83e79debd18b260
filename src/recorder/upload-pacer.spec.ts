import { expect, test } from 'vitest';
import { ownMemory } from './shared-memory.ts';
import { UploadPacer } from './upload-pacer.ts';

const now = Date.parse('2026-11-21T10:00:00Z');

test('the next tab goes on from what the last one left, without a fresh burst', () => {
  const memory = ownMemory();
  const first = new UploadPacer(memory);
  expect([1, 2, 3, 4, 5, 6].map(() => first.take(now))).toEqual([0, 0, 0, 0, 0, 1500]);
  expect(new UploadPacer(memory).take(now)).toBe(3000);
  expect(new UploadPacer(memory).take(now + 60_000)).toBe(0);
});

test('a wait that the server asked for binds later tabs too', () => {
  const memory = ownMemory();
  new UploadPacer(memory).hold(now + 7000, now);
  const next = new UploadPacer(memory);
  expect(next.heldMs(now + 1000)).toBe(6000);
  expect(next.heldMs(now + 7000)).toBe(0);
});

test.each([
  'nonsense',
  '{}',
  '{"tokens":"5","at":0,"notBefore":0}',
  `{"tokens":-1e9,"at":${now + 1e12},"notBefore":${now + 1e12}}`,
])('what others wrote there (%s) holds nothing up for long', (text) => {
  const memory = ownMemory();
  memory.write('claritalk.upload-pace', text);
  const pacer = new UploadPacer(memory);
  expect(pacer.take(now)).toBeLessThanOrEqual(9000);
  expect(pacer.heldMs(now)).toBe(0);
});

test('eight hours of audio leave in their 26 requests within half a minute', () => {
  const pacer = new UploadPacer(ownMemory());
  let at = now;
  for (let request = 0; request < 26; request++) at += pacer.take(at);
  expect(at - now).toBeLessThan(35_000);
});
