import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseListItem, normaliseMeetingPage } from './meetings-normalise.ts';
import { normaliseMeeting } from './whole-meeting.ts';

const documentedItem = {
  id: '550e8400-e29b-41d4-a716-446655440000',
  userId: 1,
  userUuid: '660e8400-e29b-41d4-a716-446655440000',
  name: 'Weekly standup',
  status: 'finished',
  summary_quality_flag: false,
  locale: 'en',
  createdAt: '2025-01-15 10:00:00',
  updatedAt: '2025-01-15 11:00:00',
};

describe('a list of meetings', () => {
  it('reads what the documentation shows; times without a zone are UTC', () => {
    expect(normaliseListItem(documentedItem)).toEqual({
      id: documentedItem.id,
      name: 'Weekly standup',
      ownerUuid: documentedItem.userUuid,
      status: 'finished',
      qualityFlag: false,
      locale: 'en',
      createdAt: new Date('2025-01-15T10:00:00Z'),
      updatedAt: new Date('2025-01-15T11:00:00Z'),
    });
  });

  it('loses only a malformed item', () => {
    const page = normaliseMeetingPage([null, documentedItem, { name: 'no id' }, 7, { id: 'x' }], '612', 5);
    expect(page.items.map(({ id }) => id)).toEqual([documentedItem.id, 'x']);
    expect(page).toMatchObject({ total: 612, full: true });
  });

  it.each([null, '', 'many', '-3', 'NaN'])('knows no total from %j', (header) => {
    expect(normaliseMeetingPage([], header, 10)).toEqual({ items: [], total: undefined, full: false });
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (wire, total) => {
        normaliseListItem(wire);
        normaliseMeetingPage(wire, total, 10);
      }),
    );
  });
});

describe('a meeting', () => {
  it('reads every part', () => {
    const meeting = normaliseMeeting(
      {
        id: 'm',
        userId: '660e8400-e29b-41d4-a716-446655440000',
        summary: 'All well.',
        summary_quality_flag: 1,
        questions: [{ theme: 'Planning', theme_id: 2, question: 'When?', answer: 'Soon' }],
        discussionTopics: [{ topic: 'Budget', discussed: true, summary: 'Agreed.' }, 'Parking'],
        attendees: [{ name: 'Jane Doe', email: 'jane@example.com' }, { email: 'joe@example.com' }, 'Ann', {}],
        todos: [
          { description: 'Send minutes', assignee: { name: 'Jane' }, due_date: '2025-02-01', done: false },
          { task: 'Call', due_date: '2025-02-01 09:30:00' },
        ],
        type_id: '4',
        dossier_id: 9,
        team_ids: ['t', null],
        metadata: {
          recording: { duration_in_seconds: 3661 },
          notes: ['remember', { text: 'later', time: 75 }],
          claritalk_dashboard: {
            marks: [
              { kind: 'bookmark', seconds: 12.5, at: '2025-01-15T10:00:12.500Z' },
              { kind: 'note', seconds: 80, at: '2025-01-15T10:01:20Z', text: 'ask' },
              { kind: 'pause', seconds: 90 },
              { kind: 'bookmark', seconds: 'soon' },
              null,
            ],
          },
          chat: [
            { sentence: 'second', time: 1_736_935_300, user: 'u' },
            { sentence: 'first', time: 1_736_935_200 },
          ],
        },
      },
      'm',
    );
    expect(meeting).toMatchObject({
      ownerUuid: '660e8400-e29b-41d4-a716-446655440000',
      qualityFlag: true,
      typeId: 4,
      dossierId: '9',
      teamIds: ['t'],
      durationSeconds: 3661,
    });
    expect(meeting.topics).toEqual([
      { topic: 'Budget', description: undefined, discussed: true, summary: 'Agreed.' },
      { topic: 'Parking', description: undefined, discussed: undefined, summary: undefined },
    ]);
    expect(meeting.attendees).toEqual([
      { name: 'Jane Doe', email: 'jane@example.com' },
      { name: 'joe@example.com', email: undefined },
      { name: 'Ann', email: undefined },
    ]);
    expect(meeting.todos).toMatchObject([
      { description: 'Send minutes', assignee: 'Jane', dueDate: '2025-02-01', done: false },
      { description: 'Call', assignee: undefined, dueDate: '2025-02-01', done: false },
    ]);
    expect(meeting.notes.map(({ text, offsetSeconds }) => [text, offsetSeconds])).toEqual([
      ['remember', undefined],
      ['later', 75],
      ['ask', 80],
    ]);
    expect(meeting.bookmarks.map(({ text, offsetSeconds }) => [text, offsetSeconds])).toEqual([['', 12.5]]);
    expect(meeting.chat.map(({ text, at }) => [text, at?.toISOString()])).toEqual([
      ['first', '2025-01-15T10:00:00.000Z'],
      ['second', '2025-01-15T10:01:40.000Z'],
    ]);
  });

  it('keeps the address when the response has no id', () => {
    expect(normaliseMeeting(null, 'asked').id).toBe('asked');
  });

  it('accepts anything, in every field', () => {
    const anything = fc.jsonValue();
    const meeting = fc.record({
      id: anything,
      summary: anything,
      questions: anything,
      discussionTopics: anything,
      attendees: anything,
      todos: anything,
      team_ids: anything,
      metadata: fc.oneof(anything, fc.record({ notes: anything, chat: anything, recording: anything })),
    });
    fc.assert(fc.property(fc.oneof(anything, meeting), (wire) => void normaliseMeeting(wire, 'm')));
  });
});
