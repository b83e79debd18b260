import { expect, it } from 'vitest';
import { stillAsked } from './asked-queries.ts';

it('knows what the field itself asked for, passing over what the address never showed', () => {
  expect(stillAsked(['we', 'wets'], 'we')).toEqual(['wets']);
  expect(stillAsked(['we', 'wets'], 'wets')).toEqual([]);
});

it('tells what comes from elsewhere', () => {
  expect(stillAsked(['wets'], '')).toBeUndefined();
  expect(stillAsked([], 'other')).toBeUndefined();
});
