import { expect, test } from 'vitest';
import { recordedMeetingBody, withRecording } from './recorded-meeting.ts';

const input = {
  recordingId: 'r',
  userUuid: 'u',
  name: 'Weekly',
  typeId: null,
  locale: 'en',
  startedAt: '2025-01-15T10:00:00.000Z',
  stoppedAt: '2025-01-15T10:30:00.000Z',
};

test('attendees keep the id they have in a connected system', () => {
  const agenda = { attendees: ['Jane'], relations: [{ id: 7, name: 'Acme' }] };
  expect(recordedMeetingBody({ ...input, agenda }).attendees).toEqual([
    { name: 'Jane', integration_id: null },
    { name: 'Acme', integration_id: 7 },
  ]);
  expect(recordedMeetingBody(input)).not.toHaveProperty('attendees');
});

test('a meeting that was not made for the recording keeps all that others stored in it', () => {
  const stored = { ours: 1, claritalk_dashboard: { review: { version: 1 }, recording_id: 'other' } };
  const mark = {
    kind: 'note',
    recordedMs: 1_500,
    at: '2025-01-15T10:00:01.500Z',
    until: null,
    text: 'Budget',
  };
  expect(withRecording(stored, { ...input, marks: [mark] })).toEqual({
    ours: 1,
    claritalk_dashboard: {
      review: { version: 1 },
      version: 1,
      recording_id: 'r',
      started_at: '2025-01-15T10:00:00.000Z',
      stopped_at: '2025-01-15T10:30:00.000Z',
      marks: [{ kind: 'note', seconds: 1.5, at: '2025-01-15T10:00:01.500Z', text: 'Budget' }],
    },
  });
  expect(withRecording(null, input)).toHaveProperty('claritalk_dashboard.recording_id', 'r');
});
