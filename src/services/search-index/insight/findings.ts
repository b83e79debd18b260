import { shareOf, type Tally } from './tally.ts';

/** What is wrong with a question, and what helps. */
export const remedies = {
  neverAnswered: 'retire',
  rarelyAnswered: 'reword',
  oftenCorrected: 'reword',
  longAnswers: 'multiLine',
  shortAnswers: 'singleLine',
  severalQuestions: 'split',
  duplicate: 'retire',
} as const;
export type FindingKind = keyof typeof remedies;

/** From here on a finding is more than chance. */
export const enough = { asked: 5, neverAsked: 8, reviewed: 3 } as const;
/** Shares from 0 to 1, lengths in characters. */
export const limits = {
  rarely: 0.5,
  corrected: 0.5,
  long: 200,
  short: 60,
  many: 400,
} as const;

/**
 * What the answers to a question, in its present wording, say about it. Corrections count among the answers that a
 * person looked at: one that nobody reviewed is not known to be right.
 */
export function findingsOf(
  question: string,
  outputType: string | undefined,
  tally: Tally,
): readonly Exclude<FindingKind, 'duplicate'>[] {
  const { asked, answered, reviewed, corrected, medianLength = 0 } = tally;
  if (asked < enough.asked) return [];
  const share = shareOf(answered, asked) ?? 1;
  const wrong = reviewed >= enough.reviewed ? (shareOf(corrected, reviewed) ?? 0) : 0;
  const found: Exclude<FindingKind, 'duplicate'>[] = [];
  if (answered === 0 && asked >= enough.neverAsked) found.push('neverAnswered');
  else if (share < limits.rarely) found.push('rarelyAnswered');
  if (wrong >= limits.corrected) found.push('oftenCorrected');
  if (answered > 0 && outputType === 'single_line' && medianLength >= limits.long) found.push('longAnswers');
  if (answered > 0 && outputType === 'multi_line' && medianLength <= limits.short) found.push('shortAnswers');
  if (asksSeveral(question) && (found.length > 0 || medianLength >= limits.many))
    found.push('severalQuestions');
  return found;
}

/** Several questions in one: more than one question mark, of whichever script. */
const asksSeveral = (question: string) => (question.match(/[?？؟]/g) ?? []).length > 1;

export type Verdict = 'better' | 'worse' | 'same' | 'early';

/** Less than this is no difference; a share from 0 to 1. */
const difference = 0.1;
/** Before and after a change a question has to be asked this often. */
const comparable = 3;

/** Whether a question is better answered than it was: more often, or with fewer corrections. */
export function verdictOf(before: Tally, after: Tally): Verdict {
  if (before.asked < comparable || after.asked < comparable) return 'early';
  const gain = usable(after) - usable(before);
  // What floating point makes of 0.8 - 0.7 is still a tenth.
  if (Math.abs(gain) < difference - 1e-9) return 'same';
  return gain > 0 ? 'better' : 'worse';
}

/** The part of the askings with an answer that did not have to be corrected, as far as people looked at them. */
const usable = ({ asked, answered, reviewed, corrected }: Tally) =>
  (shareOf(answered, asked) ?? 0) * (1 - (shareOf(corrected, reviewed) ?? 0));
