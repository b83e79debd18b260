import { readMeeting, readPage } from '#src/api/claritalk/meetings/read-meetings.ts';
import { withPriority } from '#src/api/client/priority.ts';
import type { MeetingSource } from './walker.ts';

/** The meetings of the server, read in this thread. */
export function serverSource(turn: () => Promise<void>): MeetingSource {
  return {
    turn,
    list: (offset, limit, signal) => readPage({ limit, offset, order: 'desc' }, withPriority(signal, 'idle')),
    meeting: (id, signal) => readMeeting(id, withPriority(signal, 'idle')),
  };
}
