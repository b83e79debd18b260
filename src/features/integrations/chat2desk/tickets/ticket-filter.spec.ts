import { describe, expect, it } from 'vitest';
import { readTicketFilter } from './ticket-filter.ts';

describe('a filter of tickets', () => {
  const read = (query: string) => readTicketFilter((name) => new URLSearchParams(query).get(name) ?? '');

  it('is what the address has; what is odd is left out', () => {
    expect(read('state=2&priority=3&assignee=40818')).toEqual({ state: 2, priority: 3, assignee: 40_818 });
    expect(read('state=9&priority=x&assignee=-1')).toEqual({
      state: undefined,
      priority: undefined,
      assignee: undefined,
    });
  });
});
