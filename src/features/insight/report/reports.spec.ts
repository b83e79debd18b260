import { expect, it } from 'vitest';
import { meetingFiguresOf, meetingParts, type todoFiguresOf, todoParts, totalTodos } from './reports.ts';

const figures = {
  meetings: 8,
  before: 5,
  seconds: 9000,
  timed: 3,
  doubted: 2,
  asked: 40,
  unanswered: 10,
  flagged: 1,
  corrected: 4,
  approved: 6,
  waiting: 2,
  medianDelay: 1000,
  longDelay: 2000,
  oldestWaiting: 3000,
};
const none = { ...figures, meetings: 0, seconds: 0, timed: 0, asked: 0, unanswered: 0, doubted: 0 };
const said = (list: ReturnType<typeof todoFiguresOf>) => list.map(({ id, value }) => [id, value]);

it('a report says what it is about, and no share of nothing', () => {
  expect(said(meetingFiguresOf('hours', figures))).toEqual([
    ['hours', 9000],
    ['average', 3000],
    ['timed', 3],
    ['meetings', 8],
  ]);
  expect(said(meetingFiguresOf('unanswered', figures))).toEqual([
    ['asked', 40],
    ['unanswered', 10],
    ['unansweredShare', 0.25],
  ]);
  expect(said(meetingFiguresOf('quality', figures)).slice(1, 3)).toEqual([
    ['doubted', 2],
    ['doubtedShare', 0.25],
  ]);
  expect(said(meetingFiguresOf('hours', none))[1]).toEqual(['average', undefined]);
  expect(said(meetingFiguresOf('quality', none))[2]).toEqual(['doubtedShare', undefined]);
});

it('the parts of a chart add up to what the table says', () => {
  const parts = (report: keyof typeof meetingParts) => meetingParts[report].map(({ read }) => read(figures));
  expect([parts('meetings'), parts('hours'), parts('quality'), parts('unanswered')]).toEqual([
    [8],
    [2.5],
    [2, 6],
    [10, 30],
  ]);
});

it('to-dos add up', () => {
  const some = [
    { key: 'a', open: 3, overdue: 2, undated: 1, done: 4, oldest: '2026-02-01' },
    { key: 'b', open: 1, overdue: 1, undated: 0, done: 0, oldest: '2026-01-01' },
    { key: 'c', open: 1, overdue: 0, undated: 1, done: 1, oldest: undefined },
  ];
  expect(totalTodos(some)).toEqual({
    key: '',
    open: 5,
    overdue: 3,
    undated: 2,
    done: 5,
    oldest: '2026-01-01',
  });
  expect(some.map((count) => todoParts.map(({ read }) => read(count)))).toEqual([
    [2, 1],
    [1, 0],
    [0, 1],
  ]);
});
