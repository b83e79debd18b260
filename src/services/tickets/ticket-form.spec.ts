import { describe, expect, it } from 'vitest';
import { normaliseTicket } from '#src/api/chat2desk/tickets.ts';
import { blankTicket, changesOf, fieldsOf, formOf, problemsOf } from './ticket-form.ts';

const now = Date.parse('2026-11-30T09:00:00Z');
const stored =
  normaliseTicket({
    id: 'TICK-12',
    summary: 'Call back',
    description: 'Today',
    status: '2',
    priority: 3,
    deadline: '2026-11-01T08:30:00Z',
    assignee_id: 40_818,
    request_ids: ['8891565', 2],
  }) ?? expect.fail();

describe('a ticket', () => {
  it('is read with the number that its address has', () => {
    expect(stored).toMatchObject({ id: 12, state: 2, priority: 3, requests: [8_891_565, 2] });
    expect(normaliseTicket({ id: 'TICK-' })).toBeUndefined();
    expect(normaliseTicket({ id: 1, status: 9 })).toMatchObject({ id: 1, state: undefined });
  });

  it('is sent with what was changed, at the same instant in whichever zone', () => {
    const before = formOf(stored);
    expect(changesOf(before, before)).toEqual({});
    expect(fieldsOf(before).deadline).toBe('2026-11-01T08:30:00.000Z');
    expect(changesOf(before, { ...before, state: '4', summary: ' Call ' })).toEqual({
      state: 4,
      summary: 'Call',
    });
  });

  it('needs words, and a date in the future where that was changed', () => {
    expect(problemsOf(blankTicket, blankTicket, now)).toEqual(['summary', 'description']);
    const before = formOf(stored);
    // It has passed, which stays.
    expect(problemsOf(before, before, now)).toEqual([]);
    expect(problemsOf(before, { ...before, deadline: '2026-11-02T08:30' }, now)).toEqual(['deadline']);
    expect(problemsOf(before, { ...before, deadline: '2027-11-02T08:30' }, now)).toEqual([]);
  });
});
