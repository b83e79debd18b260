import { wholeCharacters } from '#contract/whole-characters.ts';

/**
 * What is noted while a recording runs:
 * - `bookmark`, `note`, `chat`: by the person; a chat line also goes to the meeting's chat.
 * - `objection`: someone objected to the recording on their telephone, or withdrew an answer.
 * - `pause`: by the person; `interruption`: the audio stood still or the machine slept; `microphone-lost`.
 */
export type MarkKind =
  | 'bookmark'
  | 'note'
  | 'chat'
  | 'objection'
  | 'pause'
  | 'interruption'
  | 'microphone-lost';

/** What the person writes, as opposed to what happens. */
export type WrittenKind = Extract<MarkKind, 'bookmark' | 'note' | 'chat'>;

export interface Mark {
  readonly id: string;
  readonly kind: MarkKind;
  /** Where it is in the recording, in milliseconds of the audio clock, pauses excluded. */
  readonly recordedMs: number;
  /** When it was, ISO 8601. */
  readonly at: string;
  /** When it was over, ISO 8601; only for what lasts, and null while it does. */
  readonly until: string | null;
  /** The person's words; a bookmark may have none. */
  readonly text: string;
}

/** Who confirmed that everyone agreed to the recording, when, and to which words. */
export interface Consent {
  readonly userUuid: string;
  readonly userName: string;
  /** ISO 8601. */
  readonly confirmedAt: string;
  /** Language of the statement, as an IETF tag. */
  readonly locale: string;
  /** Which wording, see consent-statements.ts. */
  readonly statementVersion: string;
  /** Those present were also asked on their telephones. */
  readonly asked?: boolean;
}

/** Longest text of a mark: Claritalk accepts longer chat lines. */
export const maxMarkLength = 2000;

/** With a mark in its place: by the time in the recording, then in the order of writing. */
export function withMark(marks: readonly Mark[], mark: Mark): Mark[] {
  const after = marks.findIndex(({ recordedMs }) => recordedMs > mark.recordedMs);
  return after === -1 ? [...marks, mark] : marks.toSpliced(after, 0, mark);
}

/** With other words for a mark. Notes and chat lines without words go, as they say nothing. */
export function withText(marks: readonly Mark[], id: string, text: string): readonly Mark[] {
  const words = wholeCharacters(text.trim(), maxMarkLength);
  const mark = marks.find((candidate) => candidate.id === id);
  if (!mark || mark.text === words) return marks;
  if (words === '' && mark.kind !== 'bookmark') return withoutMark(marks, id);
  return marks.map((candidate) => (candidate === mark ? { ...mark, text: words } : candidate));
}

export function withoutMark(marks: readonly Mark[], id: string): readonly Mark[] {
  return marks.filter((mark) => mark.id !== id);
}

/** With the end of everything of that kind that still lasts. */
export function withEnd(marks: readonly Mark[], kind: MarkKind, until: string): readonly Mark[] {
  const lasts = (mark: Mark) => mark.kind === kind && mark.until === null;
  return marks.some(lasts) ? marks.map((mark) => (lasts(mark) ? { ...mark, until } : mark)) : marks;
}

/** The chat lines in the order in which they are sent. */
export function chatLines(marks: readonly Mark[]): Mark[] {
  return marks.filter(({ kind }) => kind === 'chat');
}
