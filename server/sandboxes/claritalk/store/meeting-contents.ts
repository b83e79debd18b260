import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';

/** A question as copied into a meeting. */
const meetingQuestion = v.object({
  id: v.number(),
  theme_id: v.number(),
  theme: v.string(),
  question: v.string(),
  output_type: v.string(),
  answer: v.nullable(v.string()),
});
export type MeetingQuestion = v.InferOutput<typeof meetingQuestion>;

const topic = v.object({
  id: v.number(),
  topic: v.string(),
  description: v.nullable(v.string()),
  discussed: v.nullable(v.boolean()),
  summary: v.nullable(v.string()),
});
export type Topic = v.InferOutput<typeof topic>;

const attendee = v.object({
  name: v.string(),
  email: v.nullable(v.string()),
  integration_id: v.nullable(v.union([v.string(), v.number()])),
});
export type Attendee = v.InferOutput<typeof attendee>;

const todo = v.object({
  id: v.number(),
  description: v.string(),
  assignee: v.nullable(v.string()),
  /** `YYYY-MM-DD`. */
  due_date: v.nullable(v.string()),
  done: v.boolean(),
});
export type Todo = v.InferOutput<typeof todo>;

/** What callers wrote about the recording; shown with `detail=true` only. */
const details = v.object({
  duration_in_seconds: v.exactOptional(v.nullable(v.number())),
  stop_time: v.exactOptional(v.nullable(v.string())),
  allow_audio_recording: v.exactOptional(v.boolean()),
});

export type Details = v.InferOutput<typeof details>;

/** The long texts of a meeting, as they lie in the database. */
const contentsRow = v.object({
  summary: v.string(),
  questions: jsonColumn(v.array(meetingQuestion)),
  topics: jsonColumn(v.array(topic)),
  attendees: jsonColumn(v.array(attendee)),
  todos: jsonColumn(v.array(todo)),
  metadata: jsonColumn(v.record(v.string(), v.unknown())),
  details: jsonColumn(details),
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
 * Copies the questions of some themes, or of every theme of a type when `themeIds` is empty. A question that
 * the meeting had already keeps its answer.
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
