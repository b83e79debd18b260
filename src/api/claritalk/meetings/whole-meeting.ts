import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { fields, list, number, text, type Wire } from '#src/lib/reader.ts';
import { listItem, type Meeting } from './meetings-normalise.ts';
import {
  normaliseAttendee,
  normaliseChat,
  normaliseMarks,
  normaliseNotes,
  normaliseTodos,
  normaliseTopic,
} from './meetings-parts.ts';
import { normaliseQuestions } from './meetings-questions.ts';
import { normaliseSummary } from './meetings-summary.ts';
import { readReview } from './review.ts';

/** A meeting from the response to `getMeeting`; `id` is used when the response has none. */
export function normaliseMeeting(wire: unknown, id: string): Meeting {
  const meeting = fields(wire);
  const metadata = fields(meeting.metadata);
  return {
    ...listItem(text(meeting.id) ?? id, meeting),
    summary: normaliseSummary(meeting.summary),
    themes: normaliseQuestions(meeting.questions ?? meeting.themes),
    topics: list(meeting.discussionTopics ?? meeting.discussion_topics, normaliseTopic),
    attendees: list(meeting.attendees, normaliseAttendee),
    todos: normaliseTodos(meeting.todos),
    typeId: number(meeting.type_id),
    dossierId: text(meeting.dossier_id),
    teamIds: list(meeting.team_ids, text),
    durationSeconds: durationOf(meeting, metadata),
    recordingType: text(meeting.recording_type),
    notes: [...normaliseNotes(metadata.notes), ...normaliseMarks(metadata[dashboardKey], 'note')],
    bookmarks: normaliseMarks(metadata[dashboardKey], 'bookmark'),
    chat: normaliseChat(metadata.chat),
    failureReason: text(metadata.processing_error ?? metadata.error),
    review: readReview(meeting.metadata),
    metadata,
    raw: wire,
  };
}

/** Seconds. Measured by the server when it could, else what was announced. */
function durationOf(meeting: Wire, metadata: Wire): number | undefined {
  const found = [
    fields(metadata.recording).duration_in_seconds,
    metadata.duration_in_seconds,
    meeting.duration_in_seconds,
  ].map(number);
  return found.find((seconds) => seconds !== undefined && seconds > 0);
}
