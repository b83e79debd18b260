import { expect, test } from 'vitest';
import { memoryStorage } from '../spool/shared-memory.ts';
import { UploadLimiter } from './upload-limiter.ts';

const now = Date.parse('2026-11-21T10:00:00Z');

test('the next tab continues from what the last one left, without a fresh burst', () => {
  const memory = memoryStorage();
  const first = new UploadLimiter(memory);
  expect([1, 2, 3, 4, 5, 6].map(() => first.take(now))).toEqual([0, 0, 0, 0, 0, 1500]);
  expect(new UploadLimiter(memory).take(now)).toBe(3000);
  expect(new UploadLimiter(memory).take(now + 60_000)).toBe(0);
});

test('a wait that the server asked for applies to later tabs too', () => {
  const memory = memoryStorage();
  new UploadLimiter(memory).hold(now + 7000, now);
  const next = new UploadLimiter(memory);
  expect(next.heldMs(now + 1000)).toBe(6000);
  expect(next.heldMs(now + 7000)).toBe(0);
});

test.each([
  'nonsense',
  '{}',
  '{"tokens":"5","at":0,"notBefore":0}',
  `{"tokens":-1e9,"at":${now + 1e12},"notBefore":${now + 1e12}}`,
])('foreign data there (%s) delays nothing for long', (text) => {
  const memory = memoryStorage();
  memory.write('claritalk.upload-pace', text);
  const limiter = new UploadLimiter(memory);
  expect(limiter.take(now)).toBeLessThanOrEqual(9000);
  expect(limiter.heldMs(now)).toBe(0);
});

test('eight hours of audio leave in their 26 requests within half a minute', () => {
  const limiter = new UploadLimiter(memoryStorage());
  let at = now;
  for (let request = 0; request < 26; request++) at += limiter.take(at);
  expect(at - now).toBeLessThan(35_000);
});
