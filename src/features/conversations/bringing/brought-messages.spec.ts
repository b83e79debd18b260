import { expect, it } from 'vitest';
import type { Message } from '#src/api/chat2desk/messages.ts';
import { inPeriod, isUnread, saidMessages } from './brought-messages.ts';

const message = (id: number, at: Date, type: Message['type'] = 'from_client'): Message => ({
  ...{ id, type, at, text: '', operator: undefined, unread: false, request: undefined },
  ...{ state: undefined, attachments: [], key: undefined },
});
// Where the reader is, whatever that is in UTC.
const local = (day: number, hour: number) => new Date(2026, 2, day, hour, 59);
const all = [
  message(1, local(1, 23)),
  message(2, local(2, 0)),
  message(3, local(2, 23)),
  message(4, local(3, 0)),
];

it.each([
  ['2026-03-02', '2026-03-02', [2, 3]],
  ['2026-03-02', '', [2, 3, 4]],
  ['', '2026-03-01', [1]],
  ['2026-03-03', '2026-03-01', []],
  ['', '', [1, 2, 3, 4]],
])('from %j until %j', (from, until, expected) => {
  expect(inPeriod(all, { from, until }).map(({ id }) => id)).toEqual(expected);
});

it('what nobody said to the other is left out', () => {
  const types = ['from_client', 'to_client', 'autoreply', 'system', 'comment'] as const;
  const given = types.map((type, at) => message(at, local(1, 1), type));
  expect(saidMessages(given).map(({ type }) => type)).toEqual(['from_client', 'to_client', 'autoreply']);
});

it.each([
  ['begins after the oldest that is known', { from: '2026-03-02', until: '' }, true, false],
  ['begins on its day', { from: '2026-03-01', until: '' }, true, true],
  ['has no beginning', { from: '', until: '2026-03-02' }, true, true],
  ['begins before everything, of which all is known', { from: '2026-01-01', until: '' }, false, false],
  ['is none', { from: '', until: '' }, true, false],
])('a period that %s: something is still to be read', (_, period, hasOlder, expected) => {
  expect(isUnread({ messages: all, hasOlder }, period)).toBe(expected);
});
