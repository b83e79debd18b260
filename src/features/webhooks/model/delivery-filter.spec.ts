import { expect, test } from 'vitest';
import { readDeliveryFilter, writeDeliveryFilter } from './delivery-filter.ts';

test('a filter travels through the address, and nonsense does not', () => {
  const filter = { event: 'meeting.processed', result: 'late' } as const;
  expect(readDeliveryFilter(new URLSearchParams(writeDeliveryFilter(filter)))).toEqual(filter);
  expect(readDeliveryFilter(new URLSearchParams('?event=x&result=y&z=1'))).toEqual({});
  expect(writeDeliveryFilter({})).toBe('');
});
