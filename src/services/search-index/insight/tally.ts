import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { askedMarks, askedSize } from '../model/asked.ts';
import type { IndexedMeeting } from '../model/document.ts';

/** What became of questions that were asked. */
export interface Tally {
  readonly asked: number;
  readonly answered: number;
  /** Answers that a person looked at: accepted, flagged or corrected. */
  readonly reviewed: number;
  readonly flagged: number;
  readonly corrected: number;
  /** Of the answers, in characters; undefined without any. */
  readonly medianLength: number | undefined;
}

/** Askings in the order of their time. */
export class Askings {
  readonly #lengths: number[] = [];
  readonly #marks: number[] = [];

  get count(): number {
    return this.#lengths.length;
  }

  add(length: number, marks: number): void {
    this.#lengths.push(length);
    this.#marks.push(marks);
  }

  /** What became of those from one on and before another. */
  tally(from = 0, until = this.count): Tally {
    const answers: number[] = [];
    const counts = { reviewed: 0, flagged: 0, corrected: 0 };
    for (const [at, length] of this.#lengths.slice(from, until).entries()) {
      if (length > 0) answers.push(length);
      const marks = this.#marks[from + at] ?? 0;
      for (const mark of marks === 0 ? [] : kinds) if ((marks & askedMarks[mark]) !== 0) counts[mark] += 1;
    }
    return {
      asked: until - from,
      answered: answers.length,
      ...counts,
      medianLength: quantile(answers, 0.5),
    };
  }
}

const kinds = ['reviewed', 'flagged', 'corrected'] as const;

/** The value below which a part of all values is; undefined without any. Of an even number, the lower one in the middle. */
export function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}

/**
 * A test whether the assistant has worked on a meeting, so that a question without an answer has none: its status says so,
 * or an answer is there.
 */
export function processedTest(): (meeting: IndexedMeeting) => boolean {
  // Few statuses, thousands of meetings.
  const finals = new Map<string | undefined, boolean>();
  return ({ status, details }) => {
    let isFinal = finals.get(status);
    if (isFinal === undefined) {
      isFinal = meaningOfStatus(status) === 'final';
      finals.set(status, isFinal);
    }
    return isFinal || (details?.asked?.some((value, at) => at % askedSize === 1 && value > 0) ?? false);
  };
}

/** Part of a whole, from 0 to 1; undefined of nothing. */
export const shareOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : part / whole;
