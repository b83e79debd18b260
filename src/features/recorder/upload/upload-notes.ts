import type { ChatLine } from '#src/api/claritalk/meetings/chat.ts';
import type { RecordedMeeting } from '#src/api/claritalk/meetings/recorded-meeting.ts';
import { chatLines, type Mark } from '../model/journal.ts';
import type { ChatProgress, StoredRecording } from '../model/recording.ts';
import { answerMayBeLost } from './failure.ts';
import type { RecorderServer } from './server.ts';

/** What the upload of notes needs from the job that uploads the recording. */
export interface NotesContext {
  readonly server: RecorderServer;
  readonly signal: AbortSignal;
  /** The row as it is now. */
  recording(): StoredRecording;
  input(): RecordedMeeting;
  /** Records its progress. */
  note(progress: ChatProgress): Promise<void>;
  /** Tries a request once, or for as long as it takes, depending on the situation. */
  attempt<T>(request: () => Promise<T>): Promise<T>;
}

/**
 * Adds the notes to the meeting: everything as metadata, unless the meeting was made with it, and the chat lines one by
 * one.
 *
 * Each line arrives exactly once as far as that can be known. Claritalk accepts no key by which it could recognise a
 * repeated line, so when a response was lost, the meeting's chat is read and the line counted there (times are whole
 * seconds, so equal lines of one second are counted, too). Where a server does not show the chat with the meeting, or
 * shows it late, a line whose response was lost is sent again and may then appear twice: better than not at all.
 */
export async function uploadNotes(context: NotesContext, meetingId: string): Promise<void> {
  const lines = chatLines(context.recording().marks ?? []);
  const { server, signal, attempt, note } = context;
  let progress = progressFor(context.recording(), meetingId);
  if (!progress) {
    // The meeting was not created by this upload, or the response with its number was lost.
    const { numericId } = await attempt(() => server.annotateMeeting(meetingId, context.input(), signal));
    progress = { meetingId, numericId: numericId ?? null, sent: 0, attempted: false };
    await note(progress);
  }
  const { numericId } = progress;
  if (numericId === null) return;
  for (let line = lines[progress.sent]; line; line = lines[progress.sent]) {
    const said = lineOf(line);
    const before = lines.slice(0, progress.sent).filter((other) => same(lineOf(other), said)).length;
    let mayHaveArrived = progress.attempted;
    await note({ ...progress, attempted: true });
    await attempt(async () => {
      if (mayHaveArrived && (await server.countChat(meetingId, said, signal)) > before) return;
      try {
        await server.appendChat(numericId, said, signal);
      } catch (error) {
        mayHaveArrived ||= answerMayBeLost(error);
        throw error;
      }
    });
    progress = { ...progress, sent: progress.sent + 1, attempted: false };
    await note(progress);
  }
}

/** Whether the meeting still lacks something that was written down. */
export function notesArePending(recording: StoredRecording, meetingId: string): boolean {
  const marks = recording.marks ?? [];
  const progress = progressFor(recording, meetingId);
  if (!progress) return marks.length > 0 || recording.consent !== undefined;
  return progress.numericId !== null && progress.sent < chatLines(marks).length;
}

/** What another meeting has does not count for this one. */
function progressFor({ chat }: StoredRecording, meetingId: string): ChatProgress | undefined {
  return chat?.meetingId === meetingId ? chat : undefined;
}

const lineOf = ({ text, at }: Mark): ChatLine => ({
  sentence: text,
  time: Math.floor(Date.parse(at) / 1000),
});

const same = (one: ChatLine, other: ChatLine): boolean =>
  one.sentence === other.sentence && one.time === other.time;
