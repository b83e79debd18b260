import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '#src/api/claritalk/meetings/review.ts';
import { normaliseMeeting } from '#src/api/claritalk/meetings/whole-meeting.ts';
import { reviewPaths, writeMarks } from '#src/api/claritalk/meetings/write-review.ts';
import {
  approvalOf,
  changedSince,
  countItems,
  needsAttention,
  neighbour,
  passes,
  reviewedTodos,
  reviewThemes,
} from './review-view.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
const mark = (value: unknown, minute = 0, of?: string): Mark => ({
  value,
  by: 'u',
  at: at(minute),
  ...(of ? { of } : {}),
});
const questions = [
  { id: 1, theme_id: 2, theme: 'Second', question: 'Who?', answer: 'Jan' },
  { id: 2, theme_id: 1, theme: 'First', question: 'When?', answer: null },
  { id: 3, theme_id: 2, theme: 'Second', question: 'Why?', answer: 'Because' },
];
const meetingWith = (marks: [ReturnType<typeof reviewPaths.answer>, Mark][], changed: object = {}) =>
  normaliseMeeting(
    {
      id: 'm',
      questions,
      todos: [{ description: 'Call', assignee: 'Ann' }],
      metadata: writeMarks({}, marks),
      ...changed,
    },
    'm',
  );
const itemsOf = (meeting: ReturnType<typeof meetingWith>, order: string[] = []) =>
  reviewThemes(meeting.themes, meeting.review, order).flatMap(({ items }) => items);

describe('reviewThemes', () => {
  it('follows the template, and the meeting where that is unknown', () => {
    const meeting = meetingWith([]);
    expect(itemsOf(meeting).map(({ key }) => key)).toEqual(['q1', 'q3', 'q2']);
    expect(itemsOf(meeting, ['1', '2']).map(({ key, number }) => [key, number])).toEqual([
      ['q2', 1],
      ['q1', 2],
      ['q3', 3],
    ]);
  });

  it('counts and filters', () => {
    const items = itemsOf(
      meetingWith([
        [reviewPaths.answer('q1', 'state'), mark('flagged')],
        [reviewPaths.answer('q3', 'state'), mark('accepted')],
      ]),
    );
    expect(countItems(items)).toEqual({ total: 3, reviewed: 2, flagged: 1, unanswered: 1 });
    expect(items.filter(needsAttention).map(({ key }) => key)).toEqual(['q1', 'q2']);
    expect(items.filter((item) => passes(item, 'open')).map(({ key }) => key)).toEqual(['q2']);
  });

  it('notices an answer that differs from the accepted one', () => {
    const [item] = itemsOf(meetingWith([[reviewPaths.answer('q1', 'state'), mark('accepted', 0, 'old')]]));
    expect(item).toMatchObject({ outdated: true });
  });
});

it('shows what changed since the approval', () => {
  const approval = mark(approvalOf(itemsOf(meetingWith([]))), 10) as Mark<ReturnType<typeof approvalOf>>;
  expect(changedSince(approval, itemsOf(meetingWith([])))).toEqual([]);
  expect(changedSince(undefined, itemsOf(meetingWith([])))).toEqual([]);
  const corrected = meetingWith([
    [reviewPaths.answer('q3', 'correction'), mark('Since', 11)],
    [reviewPaths.answer('q2', 'comment'), mark('Before', 9)],
  ]);
  expect(changedSince(approval, itemsOf(corrected)).map(({ key }) => key)).toEqual(['q3']);
  const answers = questions.map((question) =>
    question.id === 1 ? { ...question, answer: 'Piet' } : question,
  );
  expect(
    changedSince(approval, itemsOf(meetingWith([], { questions: answers }))).map(({ key }) => key),
  ).toEqual(['q1']);
});

it('a to-do is what people set, otherwise what the assistant heard', () => {
  const [{ key } = { key: '' }] = meetingWith([]).todos;
  const meeting = meetingWith([
    [reviewPaths.todo(key, 'done'), mark(true)],
    [reviewPaths.todo(key, 'owner'), mark(null)],
    [reviewPaths.todo(key, 'due'), mark('2026-12-01')],
  ]);
  expect(reviewedTodos(meeting, meeting.review)).toEqual([
    { key, description: 'Call', done: true, assignee: undefined, dueDate: '2026-12-01', reviewed: true },
  ]);
});

it('walks through what is shown', () => {
  const shown = ['a', 'b'].map((key) => ({ key }));
  expect([undefined, 'a', 'b', 'gone'].map((key) => neighbour(shown, key, 1)?.key)).toEqual([
    'a',
    'b',
    undefined,
    'a',
  ]);
  expect(neighbour(shown, 'a', -1)).toBeUndefined();
});

it('takes any meeting', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (wire, review) => {
      const whole =
        typeof wire === 'object' && wire !== null && !Array.isArray(wire) ? wire : { questions: wire };
      const meeting = normaliseMeeting({ ...whole, metadata: { claritalk_dashboard: { review } } }, 'm');
      const items = reviewThemes(meeting.themes, meeting.review, []).flatMap((theme) => theme.items);
      countItems(items);
      changedSince(meeting.review.approval, items);
      reviewedTodos(meeting, meeting.review);
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    }),
  );
});
