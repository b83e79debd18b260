import { expect, it } from 'vitest';
import { readSentFilter, writeSentFilter } from './sent-filter.ts';

const person = 'ac83e9c7-3fca-4d9d-883d-a950f2a05b76';

it('an address says the same after it was read', () => {
  const filter = { system: 'courier', state: 'unknown', person } as const;
  expect(readSentFilter(new URLSearchParams(writeSentFilter(filter)))).toEqual(filter);
  expect(writeSentFilter({})).toBe('');
});

it('leaves out what is odd', () => {
  expect(readSentFilter(new URLSearchParams('system=x&state=&by=1'))).toEqual({});
});
