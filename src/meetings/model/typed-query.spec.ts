import { expect, it } from 'vitest';
import { followAddress, typedQuery } from './typed-query.ts';

it('keeps what is typed while the address follows', () => {
  const typed = { text: 'wetsw', of: '', asked: ['we', 'wets'] };
  const once = followAddress(typed, 'we');
  expect(once).toEqual({ text: 'wetsw', of: 'we', asked: ['wets'] });
  expect(followAddress(once, 'wets')).toEqual({ text: 'wetsw', of: 'wets', asked: [] });
});

it('passes over a query that the address never showed', () => {
  expect(followAddress({ text: 'wetsw', of: '', asked: ['we', 'wets'] }, 'wets').text).toBe('wetsw');
});

it('takes what comes from elsewhere', () => {
  expect(followAddress({ text: 'wets', of: 'wet', asked: ['wets'] }, '')).toEqual(typedQuery(''));
  expect(followAddress(typedQuery('wet'), 'other').text).toBe('other');
});
