import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseFollowUp } from './todo-follow-ups.ts';

it('takes anything', () => {
  fc.assert(fc.property(fc.jsonValue(), (wire) => void normaliseFollowUp(wire)));
});

const sent = { entry: 4, state: 'done', at: '2026-01-02T03:04:05.000Z', by: 'Owen', canLook: false };

it('keeps what the gateway knows', () => {
  const wire = {
    meeting: 'm',
    todo: 't',
    reminder: { ...sent, client: { id: 3, name: 'Luc' }, dialog: 12, delivery: 'seen', way: 'email' },
    answer: { message: 9, text: 'Done', at: null, dialog: 12, client: 'Luc' },
    ticket: { ...sent, id: 5, status: 2, deleted: false },
  };
  const at = new Date('2026-01-02T03:04:05Z');
  expect(normaliseFollowUp(wire)).toEqual({
    ...wire,
    reminder: { ...wire.reminder, at },
    answer: { ...wire.answer, at: undefined },
    ticket: { ...wire.ticket, at },
  });
  // What is odd is not known, and blocks.
  const odd = { ...wire, reminder: { ...sent, state: 'new' }, answer: {}, ticket: null };
  expect(normaliseFollowUp(odd)).toMatchObject({
    reminder: { state: 'unknown', client: undefined },
    answer: undefined,
    ticket: undefined,
  });
});
