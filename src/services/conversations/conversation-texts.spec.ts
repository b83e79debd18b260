import { describe, expect, it } from 'vitest';
import type { Message } from '#src/api/chat2desk/messages.ts';
import { byDay } from './by-day.ts';
import { deliveryOf } from './delivery.ts';
import { timeWaited } from './time-waited.ts';

const message = (id: number, at: string): Message => ({
  id,
  type: 'from_client',
  text: '',
  at: new Date(at),
  operator: undefined,
  request: undefined,
  unread: false,
  state: undefined,
  attachments: [],
  key: undefined,
});

describe('days', () => {
  it('are those of the reader’s clock', () => {
    // 23:30 and 00:30 where the reader is, whatever that is in UTC.
    const local = (day: number, hour: number) => new Date(2026, 2, day, hour, 30).toISOString();
    const days = byDay([message(1, local(1, 23)), message(2, local(2, 0)), message(3, local(2, 23))]);
    expect(days.map(({ key, messages }) => [key, messages.map(({ id }) => id)])).toEqual([
      ['2026-03-01', [1]],
      ['2026-03-02', [2, 3]],
    ]);
  });

  it('have one heading, also where a day is divided', () => {
    const [one, two, three] = [
      message(1, '2026-03-01T10:00'),
      message(2, '2026-03-01T11:00'),
      message(3, '2026-03-02T09:00'),
    ];
    expect(byDay([two, three], one).map(({ goesOn }) => goesOn)).toEqual([true, false]);
    expect(byDay([one, two]).map(({ goesOn }) => goesOn)).toEqual([false]);
    expect(byDay([three], two).map(({ goesOn }) => goesOn)).toEqual([false]);
  });
});

describe('what became of a message', () => {
  it.each([
    ['told alone', undefined, { state: 'sent', reason: undefined }, 'sent'],
    ['seen, which is told late as delivered', 'seen', { state: 'delivered', reason: undefined }, 'seen'],
    ['delivered, and told as seen', 'delivered', { state: 'seen', reason: undefined }, 'seen'],
    ['failed', undefined, { state: 'failed', reason: 'Blocked' }, 'failed'],
    ['told as failed, but delivered', 'delivered', { state: 'failed', reason: 'Blocked' }, 'delivered'],
    ['not told', undefined, undefined, undefined],
  ] as const)('%s', (_name, state, told, expected) => {
    expect(deliveryOf({ type: 'to_client', state }, told)?.state).toBe(expected);
  });

  it('of a comment is nothing, and nothing of what the client wrote', () => {
    const told = { state: 'sent', reason: undefined } as const;
    expect(deliveryOf({ type: 'comment', state: undefined }, told)).toBeUndefined();
    expect(deliveryOf({ type: 'from_client', state: undefined }, told)).toBeUndefined();
  });
});

describe('the time that someone has waited', () => {
  it.each([
    [-5_000, 1, 'minute'],
    [59 * 60_000, 59, 'minute'],
    [47 * 3_600_000, 47, 'hour'],
    [48 * 3_600_000, 2, 'day'],
  ] as const)('of %i ms', (ms, amount, unit) => {
    expect(timeWaited(ms)).toEqual({ amount, unit });
  });
});
