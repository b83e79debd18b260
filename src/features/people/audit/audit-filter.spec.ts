import { expect, it } from 'vitest';
import { readAuditFilter, writeAuditFilter } from './audit-filter.ts';

const actor = 'ac83e9c7-3fca-4d9d-883d-a950f2a05b76';

it('an address says the same after it was read', () => {
  const filter = { action: 'inviteUser', outcome: 'refused', actor } as const;
  expect(readAuditFilter(new URLSearchParams(writeAuditFilter(filter)))).toEqual(filter);
  expect(writeAuditFilter({})).toBe('');
});

it('leaves out what is odd', () => {
  expect(readAuditFilter(new URLSearchParams('action=x&outcome=&by=1'))).toEqual({});
});
