import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Entry } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { DeviceRecording } from '../device-recordings/device-recordings.ts';
import type { TimedNote } from './notes-transcript.ts';

const kinds = ['note', 'chat', 'bookmark'] as const;

/**
 * What was written at a time of the recording: as the recorder noted it, or else as the meeting has it.
 * @param startedAt when the recording began, where that is known
 */
export function timedNotes(
  { notes, bookmarks, chat }: Pick<Meeting, 'notes' | 'bookmarks' | 'chat'>,
  recording: DeviceRecording | undefined,
  startedAt: Date | undefined,
): readonly TimedNote[] {
  const marks = recording?.marks.flatMap(({ kind, seconds, text }) => {
    const known = kinds.find((one) => one === kind);
    return known ? [{ kind: known, seconds, text }] : [];
  });
  if (marks && marks.length > 0) return marks;
  const timed = (entries: readonly Entry[], kind: TimedNote['kind']) =>
    entries.flatMap(({ text, at, offsetSeconds }) => {
      const since = at && startedAt ? (at.getTime() - startedAt.getTime()) / 1000 : undefined;
      const seconds = offsetSeconds ?? since;
      return seconds === undefined || seconds < 0 ? [] : [{ kind, seconds, text }];
    });
  return [...timed(notes, 'note'), ...timed(chat, 'chat'), ...timed(bookmarks, 'bookmark')];
}
