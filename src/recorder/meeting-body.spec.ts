import { expect, test } from 'vitest';
import { meetingBody } from './meeting-body.ts';

const input = {
  recordingId: 'r',
  userUuid: 'u',
  name: 'Weekly',
  typeId: null,
  locale: 'en',
  startedAt: '2025-01-15T10:00:00.000Z',
  stoppedAt: '2025-01-15T10:30:00.000Z',
};

test('attendees keep the id that a connected system knows them by', () => {
  const agenda = { attendees: ['Jane'], relations: [{ id: 7, name: 'Acme' }] };
  expect(meetingBody({ ...input, agenda }).attendees).toEqual([
    { name: 'Jane', integration_id: null },
    { name: 'Acme', integration_id: 7 },
  ]);
  expect(meetingBody(input)).not.toHaveProperty('attendees');
});
