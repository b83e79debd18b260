import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonAsItIs } from '../../lib/json-column.ts';

/** A question as copied into a meeting. */
export interface MeetingQuestion {
  id: number;
  theme_id: number;
  theme: string;
  question: string;
  output_type: string;
  answer: string | null;
}

export interface Topic {
  id: number;
  topic: string;
  description: string | null;
  discussed: boolean | null;
  summary: string | null;
}

export interface Attendee {
  name: string;
  email: string | null;
  integration_id: string | number | null;
}

export interface Todo {
  id: number;
  description: string;
  assignee: string | null;
  /** `YYYY-MM-DD`. */
  due_date: string | null;
  done: boolean;
}

/** What callers wrote about the recording; shown with `detail=true` only. */
export interface Details {
  duration_in_seconds?: number | null;
  stop_time?: string | null;
  allow_audio_recording?: boolean;
}

/** The long texts of a meeting, as stored in the database: Claritalk, too, contains stranger ones than it documents. */
const contentsRow = v.object({
  summary: v.string(),
  questions: jsonAsItIs<MeetingQuestion[]>(),
  topics: jsonAsItIs<Topic[]>(),
  attendees: jsonAsItIs<Attendee[]>(),
  todos: jsonAsItIs<Todo[]>(),
  metadata: jsonAsItIs<Record<string, unknown>>(),
  details: jsonAsItIs<Details>(),
});
export type Contents = v.InferOutput<typeof contentsRow>;

export const emptyContents = (): Contents => ({
  summary: '',
  questions: [],
  topics: [],
  attendees: [],
  todos: [],
  metadata: {},
  details: {},
});

export function readContents(database: Database, meetingId: number): Contents {
  const row = database.get('SELECT * FROM meeting_contents WHERE meeting_id = ?', meetingId);
  return row === undefined ? emptyContents() : v.parse(contentsRow, row);
}

export function writeContents(database: Database, meetingId: number, contents: Contents): void {
  database.run(
    `INSERT OR REPLACE INTO meeting_contents
     (meeting_id, summary, questions, topics, attendees, todos, metadata, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    meetingId,
    contents.summary,
    JSON.stringify(contents.questions),
    JSON.stringify(contents.topics),
    JSON.stringify(contents.attendees),
    JSON.stringify(contents.todos),
    JSON.stringify(contents.metadata),
    JSON.stringify(contents.details),
  );
}

interface ThemedQuestionRow {
  id: number;
  theme_id: number;
  theme: string;
  question: string;
  output_type: string;
}

const themedSql = `SELECT q.id, q.theme_id, th.name AS theme, q.question, q.output_type FROM questions q
  JOIN themes th ON th.id = q.theme_id JOIN types ty ON ty.id = th.type_id WHERE ty.organisation_id = ?`;

/**
 * Copies the questions of some themes, or of every theme of a type when `themeIds` is empty. A question that the
 * meeting already had keeps its answer.
 */
export function copyQuestions(
  database: Database,
  organisationId: number,
  typeId: number | null,
  themeIds: readonly number[],
  had: readonly MeetingQuestion[] = [],
): MeetingQuestion[] {
  const rows =
    themeIds.length > 0
      ? database.all<ThemedQuestionRow>(
          `${themedSql} AND th.id IN (SELECT value FROM json_each(?)) ORDER BY th.id, q.id`,
          organisationId,
          JSON.stringify(themeIds),
        )
      : database.all<ThemedQuestionRow>(
          `${themedSql} AND ty.id = ? ORDER BY th.id, q.id`,
          organisationId,
          typeId,
        );
  const answers = new Map(
    had.map((question) => [`${question.theme_id} ${question.question}`, question.answer]),
  );
  return rows.map((row) => ({ ...row, answer: answers.get(`${row.theme_id} ${row.question}`) ?? null }));
}
