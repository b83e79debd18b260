import { expect, test } from 'vitest';
import { isDeliverable, readDeliveryFilter, writeDeliveryFilter } from './delivery-filter.ts';

test('a filter travels through the address, and nonsense does not', () => {
  const filter = { event: 'meeting.processed', result: 'late' } as const;
  expect(readDeliveryFilter(new URLSearchParams(writeDeliveryFilter(filter)))).toEqual(filter);
  expect(readDeliveryFilter(new URLSearchParams('?event=x&result=y&z=1'))).toEqual({});
  expect(writeDeliveryFilter({})).toBe('');
});

test.each([
  ['https://hooks.example.com/claritalk', true],
  ['http://localhost:4180/hooks/own', true],
  ['http://localhost:4180/hooks/other', false],
  ['http://hooks.example.com', false],
  ['javascript:alert(1)', false],
  ['hooks.example.com', false],
  ['', false],
])('%s may be registered: %s', (url, expected) => {
  expect(isDeliverable(url, 'http://localhost:4180/hooks/own')).toBe(expected);
});
