import { describe, expect, it } from 'vitest';
import type { IndexedMeeting, IndexedTodo } from './document.ts';
import { type IndexFilter, meetingFilter, noFilter, type TodoFilter, todoFilter } from './filters.ts';

const meeting: IndexedMeeting = {
  id: 'm',
  name: 'Meeting',
  ownerUuid: 'ada',
  status: 'finished',
  qualityFlag: false,
  locale: 'nl-BE',
  createdAt: 1000,
  updatedAt: 2000,
  details: {
    typeId: 3,
    dossierId: 'd1',
    teamIds: ['t1', 't2'],
    attendees: ['Jörg Müller', 'An'],
    review: 'begun',
    todos: [],
  },
};

describe('meetingFilter', () => {
  it.each<[string, Partial<IndexFilter>, boolean]>([
    ['nothing', {}, true],
    ['its type', { types: [2, 3] }, true],
    ['another type', { types: [2] }, false],
    ['its dossier', { dossiers: ['d1'] }, true],
    ['another dossier', { dossiers: ['d2'] }, false],
    ['one of its teams', { teams: ['t2', 't9'] }, true],
    ['another team', { teams: ['t9'] }, false],
    ['its owner', { owners: ['ada'] }, true],
    ['another owner', { owners: ['owen'] }, false],
    ['an attendee, without accents and case', { attendees: ['jorg muller'] }, true],
    ['half an attendee', { attendees: ['Jörg'] }, false],
    ['its language without the region', { languages: ['nl'] }, true],
    ['another language', { languages: ['fr'] }, false],
    ['not flagged', { flagged: false }, true],
    ['flagged', { flagged: true }, false],
    ['its review', { reviews: ['none', 'begun'] }, true],
    ['another review', { reviews: ['approved'] }, false],
    ['its status', { statuses: ['finished'] }, true],
    ['another status', { statuses: ['draft'] }, false],
    ['from its instant', { from: 1000 }, true],
    ['from later', { from: 1001 }, false],
    ['until its instant', { until: 1000 }, true],
    ['until earlier', { until: 999 }, false],
    ['two that hold', { types: [3], owners: ['ada'] }, true],
    ['one of two that does not', { types: [3], owners: ['owen'] }, false],
  ])('%s', (_, filter, expected) => {
    expect(meetingFilter({ ...noFilter, ...filter })(meeting)).toBe(expected);
  });

  it('lets a meeting that was not read pass no filter that needs reading', () => {
    const unread = { ...meeting, details: undefined };
    expect(meetingFilter({ ...noFilter, languages: ['nl'] })(unread)).toBe(true);
    for (const filter of [
      { types: [3] },
      { teams: ['t1'] },
      { attendees: ['An'] },
      { reviews: ['none' as const] },
    ]) {
      expect(meetingFilter({ ...noFilter, ...filter })(unread)).toBe(false);
    }
  });
});

describe('todoFilter', () => {
  const todo: IndexedTodo = { key: 't', description: 'Call', owner: 'Élise', due: '2026-11-20', done: false };
  const filter: TodoFilter = { people: [], dossiers: [], state: 'all', due: 'any' };
  const passes = (change: Partial<TodoFilter>, own: Partial<IndexedTodo> = {}) =>
    todoFilter({ ...filter, ...change }, '2026-11-21')({ ...todo, ...own });

  it('by person, nobody included', () => {
    expect(passes({ people: ['elise'] })).toBe(true);
    expect(passes({ people: ['an'] })).toBe(false);
    expect(passes({ people: [''] })).toBe(false);
    expect(passes({ people: [''] }, { owner: undefined })).toBe(true);
  });

  it('by state', () => {
    expect([passes({ state: 'open' }), passes({ state: 'done' })]).toEqual([true, false]);
    expect([passes({ state: 'open' }, { done: true }), passes({ state: 'done' }, { done: true })]).toEqual([
      false,
      true,
    ]);
  });

  it.each([
    ['2026-11-20', 'overdue'],
    ['2026-11-21', 'week'],
    ['2026-11-28', 'week'],
    ['2026-11-29', 'later'],
    [undefined, 'none'],
  ] as const)('%s is %s and nothing else', (due, expected) => {
    for (const when of ['overdue', 'week', 'later', 'none'] as const) {
      expect(passes({ due: when }, { due }), when).toBe(when === expected);
    }
    expect(passes({ due: 'any' }, { due })).toBe(true);
  });
});
