import { askedMarks, type Wording, type Wordings } from '../model/asked.ts';
import type { IndexedDetails, IndexedMeeting } from '../model/document.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Midnight, in UTC, of the first day of the samples. */
export const firstDay = Date.UTC(2026, 0, 5);
/** Milliseconds since the epoch: some hours into a day of the samples. */
export const at = (day: number, hours = 9): number => firstDay + day * dayMs + hours * hourMs;

export const wording = (key: string, question: string, more: Partial<Wording> = {}): Wording => ({
  key,
  theme: 'Money',
  themeId: '7',
  question,
  outputType: 'single_line',
  ...more,
});

/** A question of a sample, by how its answer fared. */
export type SampleAnswer = readonly [
  wording: Wording,
  length: number,
  mark?: keyof typeof askedMarks | undefined,
];

const marksOf = (mark: SampleAnswer[2]) => (mark === undefined ? 0 : askedMarks[mark] | askedMarks.reviewed);

export const asked = (wordings: Wordings, answers: readonly SampleAnswer[]): number[] =>
  answers.flatMap(([one, length, mark]) => [wordings.numberOf(one), length, marksOf(mark)]);

/** A finished meeting that was read, but for what is said otherwise. */
export function meeting(
  id: string,
  more: Partial<Omit<IndexedMeeting, 'details'>> = {},
  details: Partial<IndexedDetails> | undefined = {},
): IndexedMeeting {
  return {
    id,
    name: `Meeting ${id}`,
    ownerUuid: 'ada',
    status: 'finished',
    qualityFlag: false,
    locale: 'en',
    createdAt: firstDay,
    updatedAt: firstDay,
    ...more,
    details: details && {
      typeId: 1,
      dossierId: undefined,
      teamIds: [],
      attendees: [],
      review: 'none',
      todos: [],
      asked: [],
      ...details,
    },
  };
}
