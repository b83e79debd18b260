import type { Contents, MeetingQuestion, Todo, Topic } from '../store/meeting-contents.ts';
import type { MeetingRow } from '../store/meetings.ts';
import { type Phrases, phrasesOf } from './phrases.ts';

interface ChatLine {
  readonly sentence: string;
  /** Unix time in seconds. */
  readonly time: number;
}

/** What the sandbox really knows about a meeting. */
export interface Material {
  readonly meeting: Pick<MeetingRow, 'name' | 'locale' | 'created_at'>;
  readonly contents: Contents;
  readonly chat: readonly ChatLine[];
  readonly seconds: number | null;
  readonly transcript?: string;
  readonly transcriptProblem?: string;
}

/** Words that say nothing about a subject. */
const commonWords: ReadonlySet<string> = new Set(
  'what which when where this that with from have does were been will they there client meeting before after must'.split(
    ' ',
  ),
);

/** Telling words of four letters or more, in lower case. */
const wordsOf = (text: string) =>
  new Set((text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !commonWords.has(word)));

function sharesWords(a: string, b: string): boolean {
  const words = wordsOf(a);
  return [...wordsOf(b)].some((word) => words.has(word));
}

const sentencesOf = (text: string) => text.match(/[^.!?]+[.!?]*/g)?.map((sentence) => sentence.trim()) ?? [];

/** A duration in words: "12 minutes 5 seconds". */
function durationText(seconds: number, locale: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    value === 0
      ? []
      : [value.toLocaleString(locale.slice(0, 2), { style: 'unit', unit: name, unitDisplay: 'long' })];
  const total = Math.max(1, Math.round(seconds));
  return [
    ...unit(Math.floor(total / 3600), 'hour'),
    ...unit(Math.floor((total % 3600) / 60), 'minute'),
    ...unit(total % 60, 'second'),
  ].join(' ');
}

function summaryOf(material: Material, phrases: Phrases): string {
  const { meeting, contents, chat, seconds, transcript, transcriptProblem } = material;
  const parts = [`**${phrases.mark}**`];
  parts.push(
    phrases.recorded(meeting.name, seconds === null ? null : durationText(seconds, material.meeting.locale)),
  );
  if (contents.attendees.length > 0) {
    parts.push(phrases.attended(contents.attendees.map(({ name }) => name).join(', ')));
  }
  if (transcriptProblem) parts.push(phrases.noTranscript(transcriptProblem));
  if (transcript)
    parts.push(`### ${phrases.transcript}\n\n${sentencesOf(transcript).slice(0, 12).join(' ')}`);
  if (contents.topics.length > 0) {
    const lines = contents.topics.map(
      ({ topic, description }) => `- ${topic}${description ? `: ${description}` : ''}`,
    );
    parts.push(`### ${phrases.topics}\n\n${lines.join('\n')}`);
  }
  if (chat.length > 0) {
    parts.push(`### ${phrases.chat}\n\n${chat.map(({ sentence }) => `- ${sentence}`).join('\n')}`);
  }
  return parts.join('\n\n');
}

/** Everything that was written or said, one piece per entry. */
function piecesOf({ contents, chat, transcript }: Material): string[] {
  return [
    ...chat.map(({ sentence }) => sentence),
    ...contents.topics.flatMap(({ description }) => (description ? [description] : [])),
    ...sentencesOf(transcript ?? ''),
  ];
}

function answerOf(
  question: MeetingQuestion,
  index: number,
  material: Material,
  phrases: Phrases,
): string | null {
  const found = piecesOf(material).filter((piece) => sharesWords(piece, question.question));
  if (found.length > 0) {
    const lines = question.output_type === 'multi_line' ? found : found.slice(0, 1);
    return `${phrases.fromNotes} ${lines.join('\n')}`;
  }
  // A real assistant leaves some questions open; so that this shows, every fourth stays without an answer.
  if (index % 4 === 3) return null;
  const { contents, seconds } = material;
  const facts = [
    phrases.length(seconds === null ? null : durationText(seconds, material.meeting.locale)),
    ...contents.attendees.map(({ name }) => phrases.present(name)),
    ...contents.topics.map(({ topic }) => phrases.listed(topic)),
  ];
  const shown =
    question.output_type === 'multi_line' ? facts.map((fact) => `- ${fact}`).join('\n') : facts[0];
  return `${phrases.mark} ${question.output_type === 'multi_line' ? '\n' : ''}${shown ?? ''}`;
}

function topicOf(topic: Topic, material: Material, phrases: Phrases): Topic {
  const said = piecesOf(material).find(
    (piece) => piece !== topic.description && sharesWords(piece, topic.topic),
  );
  return { ...topic, discussed: said !== undefined, summary: said ? `${phrases.fromNotes} ${said}` : null };
}

const taskPattern = /^(?:to-?do|action|actie|taak|tâche|à faire|aufgabe)\s*[:-](.+)$/i;
const weekMs = 7 * 24 * 3600 * 1000;

function todosOf({ meeting, contents, chat }: Material, phrases: Phrases): Todo[] {
  const tasks = chat.flatMap(({ sentence }) => taskPattern.exec(sentence.trim())?.[1]?.trim() || []);
  const descriptions =
    tasks.length > 0 ? tasks : contents.topics.slice(0, 3).map(({ topic }) => phrases.followUp(topic));
  const due = new Date(Date.parse(`${meeting.created_at.replace(' ', 'T')}Z`) + weekMs)
    .toISOString()
    .slice(0, 10);
  return descriptions.map((description, index) => ({
    id: index + 1,
    description,
    assignee: contents.attendees[index % Math.max(1, contents.attendees.length)]?.name ?? null,
    due_date: due,
    done: false,
  }));
}

/**
 * Composes summary, answers, topics and to-dos from what a meeting really has. Everything is marked as the
 * sandbox's own text; nothing claims to have been heard.
 */
export function compose(material: Material): Pick<Contents, 'summary' | 'questions' | 'topics' | 'todos'> {
  const phrases = phrasesOf(material.meeting.locale);
  const { questions, topics } = material.contents;
  return {
    summary: summaryOf(material, phrases),
    questions: questions.map((question, index) => ({
      ...question,
      answer: answerOf(question, index, material, phrases),
    })),
    topics: topics.map((topic) => topicOf(topic, material, phrases)),
    todos: todosOf(material, phrases),
  };
}
