import type { Database } from '../../lib/database.ts';
import { readContents } from './meeting-contents.ts';
import type { MeetingRow } from './meetings.ts';

interface UploadRow {
  bytes: number | null;
  sha256: string | null;
  mime_type: string;
  duration_in_seconds: number | null;
  finalised_at: string | null;
  chunks: number;
}

function recordingOf(database: Database, meetingId: number) {
  const row = database.get<UploadRow>(
    `SELECT u.bytes, u.sha256, u.mime_type, u.duration_in_seconds, u.finalised_at,
       (SELECT count(*) FROM chunks c WHERE c.meeting_id = u.meeting_id) AS chunks
     FROM uploads u WHERE u.meeting_id = ?`,
    meetingId,
  );
  if (!row) return null;
  const { duration_in_seconds, chunks, bytes, sha256, mime_type } = row;
  return { duration_in_seconds, chunks, bytes, sha256, mime_type };
}

interface ChatRow {
  sentence: string;
  time: number;
  user: string | null;
}

/** The chat of a meeting in the order of its times; `user` is the UUID of who wrote it. */
export function chatOf(database: Database, meetingId: number): ChatRow[] {
  return database
    .all<ChatRow>(
      `SELECT c.sentence, c.time, u.uuid AS user FROM chat_messages c LEFT JOIN users u ON u.id = c.user_id
       WHERE c.meeting_id = ? ORDER BY c.time, c.id`,
      meetingId,
    )
    .map((row) => ({ ...row }));
}

/** UUIDs of the teams that a meeting is linked to. */
export function teamsOf(database: Database, meetingId: number): string[] {
  return database
    .all<{ uuid: string }>(
      'SELECT t.uuid FROM meeting_teams m JOIN teams t ON t.id = m.team_id WHERE m.meeting_id = ? ORDER BY t.name',
      meetingId,
    )
    .map(({ uuid }) => uuid);
}

/**
 * A meeting as the API shows one. With `detail`, `metadata` also describes the recording and the chat; without it, it
 * is only what callers stored.
 */
export function toMeeting(database: Database, row: MeetingRow, options: { detail: boolean }) {
  const contents = readContents(database, row.id);
  const metadata = options.detail
    ? {
        ...contents.metadata,
        ...contents.details,
        recording: recordingOf(database, row.id),
        chat: chatOf(database, row.id),
      }
    : contents.metadata;
  return {
    id: row.uuid,
    userId: row.owner,
    name: row.name,
    status: row.status,
    locale: row.locale,
    summary: contents.summary,
    summary_quality_flag: row.summary_quality_flag === 1,
    questions: contents.questions,
    discussionTopics: contents.topics,
    attendees: contents.attendees,
    todos: contents.todos,
    type_id: row.type_id,
    dossier_id: row.dossier,
    team_ids: teamsOf(database, row.id),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    metadata,
  };
}
