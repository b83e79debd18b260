import { expect, it } from 'vitest';
import { stillAsked } from './still-asked.ts';

it('recognises what the field itself requested, skipping what the address never showed', () => {
  expect(stillAsked(['we', 'wets'], 'we')).toEqual(['wets']);
  expect(stillAsked(['we', 'wets'], 'wets')).toEqual([]);
});

it('recognises what comes from elsewhere', () => {
  expect(stillAsked(['wets'], '')).toBeUndefined();
  expect(stillAsked([], 'other')).toBeUndefined();
});
