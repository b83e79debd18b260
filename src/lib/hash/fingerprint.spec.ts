import { expect, it } from 'vitest';
import { fingerprint, uniqueKeys } from './fingerprint.ts';

it('distinguishes texts and stays the same for the same text', () => {
  // Written down: stored reviews refer to these.
  expect(fingerprint('')).toBe('md4nos5ny3');
  const texts = Array.from({ length: 20_000 }, (_, index) => `Question ${index}?`);
  expect(new Set(texts.map(fingerprint)).size).toBe(texts.length);
  expect(texts.map(fingerprint).every((key) => /^[a-z0-9]{1,11}$/.test(key))).toBe(true);
});

it('numbers what repeats', () => {
  const unique = uniqueKeys();
  expect(['a', 'b', 'a', 'a'].map(unique)).toEqual(['a', 'b', 'a~2', 'a~3']);
});
