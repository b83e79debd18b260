import type { Contents } from '../store/meeting-contents.ts';
import type { MeetingRow } from '../store/meetings.ts';
import { textPdf } from './text-pdf.ts';

function themesOf(contents: Contents) {
  const themes = new Map<number, { id: number; name: string; questions: Contents['questions'] }>();
  for (const question of contents.questions) {
    const theme = themes.get(question.theme_id) ?? {
      id: question.theme_id,
      name: question.theme,
      questions: [],
    };
    theme.questions.push(question);
    themes.set(question.theme_id, theme);
  }
  return [...themes.values()];
}

function reportLines(meeting: MeetingRow, contents: Contents): string[] {
  const answers = contents.questions.flatMap(({ question, answer }) => ['', question, answer ?? '-']);
  return [
    meeting.name,
    meeting.created_at,
    '',
    ...contents.summary.split('\n'),
    ...answers.join('\n').split('\n'),
  ];
}

const fileName = (name: string) =>
  `${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}-summary-report.pdf`;

/** `data` of the webhook `meeting.processed`, with its report as PDF. */
export function toProcessedMeeting(meeting: MeetingRow, contents: Contents) {
  return {
    userId: meeting.owner,
    meetingId: meeting.uuid,
    title: meeting.name,
    // The webhook says this, whatever the meeting's own status is.
    status: 'Meeting processed',
    summaryQualityFlag: meeting.summary_quality_flag === 1,
    createdAt: meeting.created_at,
    updatedAt: meeting.updated_at,
    locale: meeting.locale,
    themes: themesOf(contents),
    summary: { general: { type: 'general', content: contents.summary } },
    todos: contents.todos,
    metadata: contents.metadata,
    discussionTopics: contents.topics,
    files: {
      filename: fileName(meeting.name),
      content: textPdf(reportLines(meeting, contents)).toString('base64'),
    },
  };
}
