import { expect, test } from 'vitest';
import { payloadFor } from './payload.ts';

const mine = '0b0a3a3e-1111-4222-8333-444455556666';
const theirs = '0b0a3a3e-9999-4222-8333-444455556666';
const minutes = 'Nobody gets a raise';

async function shown(event: string, data: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const asked: string[] = [];
  const delivery = { event, timestamp: '2026-11-20T10:00:00Z', data: { ...data, minutes }, ...more };
  const { payload, outline } = await payloadFor(JSON.stringify(delivery), event, async (id) => {
    asked.push(id);
    return id === mine || id === '17';
  });
  return { asked, outline, text: JSON.stringify(payload), payload };
}

test.each([
  ['of a documented event about no meeting', 'users.created', { id: theirs }],
  ['of a meeting that one may read', 'meeting.processed', { meetingId: mine }],
  ['of a new kind, about a meeting that one may read', 'transcript.created', { meetingId: mine }],
  ['that says so in its own words', 'transcript.created', { id: mine, meeting: { uuid: mine } }],
  ['that has an id of its own, too', 'transcript.created', { id: theirs, meetingId: mine }],
  ['by its number', 'transcript.created', { meeting_id: 17 }],
  [
    'that has foreign ids in what people wrote',
    'meeting.processed',
    { id: mine, metadata: { meetingId: 99 } },
  ],
  ['that counts meetings', 'users.created', { meeting_count: 3, meetingTypeId: 4, meetings_url: '5' }],
])('is shown whole: one %s', async (_name, event, data) => {
  const { outline, text } = await shown(event, data);
  expect(outline).toBe(false);
  expect(text).toContain(minutes);
});

test.each([
  ['of a meeting that one may not read', 'meeting.processed', { meetingId: theirs }],
  ['of a meeting that names none', 'meeting.processed', {}],
  ['of a new kind', 'transcript.created', { meetingId: theirs }],
  ['of a new kind that names no meeting', 'transcript.created', {}],
  ['in another case', 'Meeting.processed', { meetingId: theirs }],
  ['with a space before it', ' meeting.processed', { uuid: theirs }],
  ['that calls itself one about a user', 'users.summarised', { id: theirs }],
  ['of a user with a meeting inside', 'users.created', { id: mine, last_meeting: { id: theirs } }],
  ['with a meeting deep inside', 'users.created', { a: [{ b: { Meeting_UUIDs: [mine, theirs] } }] }],
  ['with a list of meetings', 'meeting.processed', { id: mine, related_meetings: [{ id: theirs }] }],
  ['whose subject one may read, but not the meeting', 'note.added', { id: mine, meetingId: theirs }],
  ['that may be about another meeting', 'transcript.created', { id: theirs, meeting: { uuid: mine } }],
  ['without a name', '', { meetingId: theirs }],
  [
    'that names more than is asked for',
    'digest.sent',
    { meetingIds: [...Array(9).keys()].map((at) => 17 + at) },
  ],
])('is shown as its outline: one %s', async (_name, event, data) => {
  const { outline, text } = await shown(event, data);
  expect(outline).toBe(true);
  expect(text).not.toContain(minutes);
});

test('an outline has ids, status and times, and nothing that hides behind their names', async () => {
  const { payload } = await shown(
    'meeting.processed',
    { id: theirs, status: { minutes }, userId: [minutes], createdAt: '2026', locale: 'x'.repeat(5000) },
    { timestamp: { minutes }, meta: { source: 'claritalk', version: '1.0', [minutes]: 1, notes: minutes } },
  );
  expect(payload).toEqual({
    event: 'meeting.processed',
    timestamp: undefined,
    data: { id: theirs, createdAt: '2026', locale: 'x'.repeat(100) },
    meta: { source: 'claritalk', version: '1.0' },
  });
});

test('requests each meeting once and stops at the first that is refused', async () => {
  const { asked } = await shown('digest.sent', { meetingId: mine, meetings: [{ id: mine }, theirs, 18] });
  expect(asked).toEqual([mine, theirs]);
});

test('what can no longer be read says so', async () => {
  const deep = `{"event":"x","timestamp":"","data":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
  for (const text of [undefined, deep]) {
    expect(await payloadFor(text, 'users.created', async () => true)).toEqual({
      payload: null,
      outline: false,
    });
  }
});
