import { describe, expect, it } from 'vitest';
import { Wordings } from '../model/asked.ts';
import { noFilter } from '../model/filters.ts';
import { asked, at, meeting, wording } from '../testing/sample-meetings.ts';
import { type InsightRequest, insightOf } from './insight.ts';
import { todoCounts } from './todo-counts.ts';

const wordings = new Wordings();
const one = wording('q1', 'One?');
const two = wording('q2', 'Two?');

const meetings = [
  meeting(
    'a',
    { createdAt: at(0) },
    {
      durationSeconds: 1800,
      approvedAt: at(0, 15),
      asked: asked(wordings, [
        [one, 10, 'reviewed'],
        [two, 0],
      ]),
    },
  ),
  meeting(
    'b',
    { createdAt: at(1), ownerUuid: 'owen', qualityFlag: true, locale: 'nl-BE' },
    {
      typeId: 2,
      dossierId: 'd1',
      durationSeconds: 600,
      approvedAt: at(6),
      asked: asked(wordings, [
        [one, 10, 'flagged'],
        [two, 7, 'corrected'],
      ]),
    },
  ),
  meeting('c', { createdAt: at(8) }, { typeId: 2, asked: asked(wordings, [[one, 0]]) }),
  // A draft asks nothing yet, and does not wait for anyone.
  meeting('d', { createdAt: at(9), status: 'draft' }, { asked: asked(wordings, [[one, 0]]) }),
  meeting('e', { createdAt: at(9), ownerUuid: 'owen' }, undefined),
  { ...meeting('f'), details: undefined, createdAt: undefined },
  meeting('g', { createdAt: at(-3) }, { durationSeconds: 60 }),
];
meetings[4] = { ...meetings[4]!, details: undefined };

const request: InsightRequest = {
  filter: { ...noFilter, from: at(0, 0), until: at(14, 0) },
  by: 'time',
  starts: [at(0, 0), at(7, 0)],
  before: at(-14, 0),
};
const day = 86_400_000;

describe('insight', () => {
  it('adds up the meetings of a period, and counts those before it', () => {
    const { total, delays, unread } = insightOf(meetings, request);
    expect(total).toEqual({
      meetings: 5,
      before: 1,
      seconds: 2400,
      timed: 2,
      doubted: 1,
      asked: 5,
      unanswered: 2,
      flagged: 1,
      corrected: 1,
      approved: 2,
      waiting: 1,
      medianDelay: day / 4,
      longDelay: 5 * day,
      oldestWaiting: at(8),
    });
    expect(delays).toEqual([1, 0, 1, 0, 0, 0]);
    expect(unread).toBe(1);
  });

  it('has a row for each span of time, empty ones too, in order', () => {
    const { rows } = insightOf(meetings, { ...request, starts: [at(0, 0), at(3, 0), at(7, 0)] });
    expect(rows.map(({ key, meetings: count, before }) => [key, count, before])).toEqual([
      ['0', 2, undefined],
      ['1', 0, undefined],
      ['2', 3, undefined],
    ]);
  });

  it.each([
    [
      'owner',
      [
        ['ada', 3, 1],
        ['owen', 2, 0],
      ],
    ],
    // What was not read has neither, as far as is known.
    [
      'type',
      [
        ['1', 2, 1],
        ['2', 2, 0],
      ],
    ],
    [
      'dossier',
      [
        ['', 3, 1],
        ['d1', 1, 0],
      ],
    ],
    [
      'language',
      [
        ['en', 4, 1],
        ['nl', 1, 0],
      ],
    ],
  ] as const)('by %s', (by, expected) => {
    const { rows } = insightOf(meetings, { ...request, by });
    expect(rows.map(({ key, meetings: count, before }) => [key, count, before])).toEqual(expected);
  });

  it('counts a meeting without a date only for all time, and compares that with nothing', () => {
    const all = insightOf(meetings, { filter: noFilter, by: 'owner', starts: [], before: undefined });
    expect([all.total.meetings, all.total.before, all.unread]).toEqual([7, undefined, 2]);
    expect(all.total.medianDelay).toBe(day / 4);
  });

  it('counts only what the filter lets through', () => {
    const filter = { ...request.filter, types: [2] };
    const { total } = insightOf(meetings, { ...request, filter });
    expect([total.meetings, total.before, total.waiting, total.unanswered]).toEqual([2, 0, 1, 1]);
  });

  it('looks at each meeting once', () => {
    let seen = 0;
    const counted = (function* () {
      for (const each of meetings) {
        seen += 1;
        yield each;
      }
    })();
    insightOf(counted, request);
    expect(seen).toBe(meetings.length);
  });
});

describe('to-dos', () => {
  const todo = (owner: string | undefined, due: string | undefined, done = false) => ({
    key: `${owner} ${due}`,
    description: 'Do it',
    owner,
    due,
    done,
  });
  const some = [
    meeting(
      'a',
      {},
      { dossierId: 'd1', todos: [todo('Jan Maes', '2026-01-01'), todo('José', '2026-02-01')] },
    ),
    meeting(
      'b',
      {},
      { todos: [todo('JOSE', '2025-12-01'), todo('Jan Maes', undefined), todo('José', '2025-11-01', true)] },
    ),
    meeting('c', {}, { dossierId: 'd1', todos: [todo(undefined, '2026-01-02')] }),
  ];

  it('are counted by person, however the name is written', () => {
    expect(todoCounts(some, { by: 'person', today: '2026-01-02' })).toEqual([
      { key: 'Jan Maes', open: 2, overdue: 1, undated: 1, done: 0, oldest: '2026-01-01' },
      { key: 'José', open: 2, overdue: 1, undated: 0, done: 1, oldest: '2025-12-01' },
      { key: '', open: 1, overdue: 0, undated: 0, done: 0, oldest: undefined },
    ]);
  });

  it('are counted by dossier', () => {
    expect(todoCounts(some, { by: 'dossier', today: '2026-02-02' })).toEqual([
      { key: 'd1', open: 3, overdue: 3, undated: 0, done: 0, oldest: '2026-01-01' },
      { key: '', open: 2, overdue: 1, undated: 1, done: 1, oldest: '2025-12-01' },
    ]);
  });
});
