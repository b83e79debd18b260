import { describe, expect, it } from 'vitest';
import { cellOf, durationOf, fieldsOf } from './columns.ts';
import { figuresOf, groupedBy } from './summary.ts';

const requests = [
  {
    request_start: '2026-03-01 09:10:00',
    reply_start: '2026-03-01 09:12:00',
    client_is_new: 'true',
    reaction_time: '120',
  },
  { request_start: '2026-03-01 09:50:00', reply_start: '', client_is_new: 'false', reaction_time: '' },
  {
    request_start: '2026-03-03 23:59:59',
    reply_start: '2026-03-04 08:00:00',
    client_is_new: 'false',
    reaction_time: '28801',
  },
];

describe('the numbers of a chart', () => {
  it('have each day of the period, with zeros', () => {
    expect(groupedBy('request_stats', requests, { from: '2026-03-01', until: '2026-03-03' })).toEqual({
      by: 'day',
      groups: [
        { key: '2026-03-01', count: 2, unanswered: 1 },
        { key: '2026-03-02', count: 0, unanswered: 0 },
        { key: '2026-03-03', count: 1, unanswered: 0 },
      ],
    });
  });

  it('have each hour of a single day', () => {
    const { by, groups } = groupedBy('request_stats', requests.slice(0, 2), {
      from: '2026-03-01',
      until: '2026-03-01',
    });
    expect([by, groups.length, groups[9], groups[10]]).toEqual([
      'hour',
      24,
      { key: '09', count: 2, unanswered: 1 },
      { key: '10', count: 0, unanswered: 0 },
    ]);
  });

  it('are the largest first, a dozen at most; scores are in order', () => {
    const days = { from: '2026-03-01', until: '2026-03-01' };
    const people = Array.from({ length: 14 }, (_, at) => ({ operator_name: `O${at}`, messages: String(at) }));
    const { groups } = groupedBy('operator_stats', people, days);
    expect([groups.length, groups[0], groups[11]]).toEqual([
      12,
      { key: 'O13', count: 13, unanswered: 0 },
      { key: 'O2', count: 2, unanswered: 0 },
    ]);
    const rated = ['5', '3', '5', '10'].map((rating_scale_score) => ({ rating_scale_score }));
    expect(groupedBy('rating', rated, days).groups.map(({ key, count }) => [key, count])).toEqual([
      ['3', 1],
      ['5', 2],
      ['10', 1],
    ]);
  });
});

it('figures say how many, how many with a reply, and the median of the reaction', () => {
  expect(figuresOf('request_stats', requests)).toEqual([
    { id: 'requests', value: 3, kind: 'number' },
    { id: 'answered', value: 2, kind: 'number' },
    { id: 'newClients', value: 1, kind: 'number' },
    { id: 'reaction', value: 120, kind: 'seconds' },
  ]);
  expect(figuresOf('rating', [{ rating_scale_score: '3' }, { rating_scale_score: '4' }])).toEqual([
    { id: 'ratings', value: 2, kind: 'number' },
    { id: 'average', value: 3.5, kind: 'score' },
  ]);
  expect(figuresOf('operator_replies', [])).toEqual([
    { id: 'replies', value: 0, kind: 'number' },
    { id: 'operators', value: 0, kind: 'number' },
  ]);
});

it.each([
  [0, '0 second'],
  [59.6, '1 minute'],
  [357, '5 minute 57 second'],
  [7200, '2 hour'],
  [96_713, '1 day 2 hour'],
])('%d seconds are %s', (seconds, said) => {
  expect(
    durationOf(seconds)
      .map(({ amount, unit }) => `${amount} ${unit}`)
      .join(' '),
  ).toBe(said);
});

it('a client goes by the name that the company gave', () => {
  const row = { assigned_name: '', client_name: 'Marty', phone: '555', client_id: '7' };
  expect(cellOf({ ...row, assigned_name: 'Martin' }, 'client')).toBe('Martin');
  expect(cellOf(row, 'client')).toBe('Marty');
  expect(cellOf({ client_id: '7' }, 'client')).toBe('7');
  expect(cellOf(row, 'operator_name')).toBe('');
});

it('a file has every field once, in the order of the report', () => {
  expect(
    fieldsOf([
      { b: '1', a: '2' },
      { a: '3', c: '' },
    ]),
  ).toEqual(['b', 'a', 'c']);
});
