import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Review } from '#src/api/claritalk/meetings/review.ts';
import { fields, list, text } from '#src/lib/reader.ts';

/** A question as some meeting asked it. */
export interface Wording {
  /** Of the question, the same in all meetings that ask it; see src/api/claritalk/meetings/meetings-questions.ts. */
  readonly key: string;
  readonly theme: string | undefined;
  readonly themeId: string | undefined;
  readonly question: string;
  /** How long its answers may be, where the meeting says so. */
  readonly outputType: string | undefined;
}

/** What people made of an answer; one bit each. */
export const askedMarks = { flagged: 1, corrected: 2, reviewed: 4 } as const;

/** Numbers of one asked question: its wording, the length of its answer in characters (0: none), and its marks. */
export const askedSize = 3;

/**
 * All wordings of questions, each by a number: ten thousand meetings ask the same few hundred. A question that was
 * edited has another wording from then on, under the same key.
 */
export class Wordings {
  readonly #all: Wording[] = [];
  readonly #numbers = new Map<string, number>();
  #changed = false;

  get size(): number {
    return this.#all.length;
  }

  at(wording: number): Wording | undefined {
    return this.#all[wording];
  }

  numberOf(wording: Wording): number {
    const { key, theme, themeId, question, outputType } = wording;
    const id = JSON.stringify([key, theme, themeId, question, outputType]);
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#numbers.set(id, this.#all.length);
    this.#changed = true;
    return this.#all.push(wording) - 1;
  }

  /** All of them as they are written, if there are others than at the last call. */
  takeChanged(): readonly Wording[] | undefined {
    if (!this.#changed) return undefined;
    this.#changed = false;
    return [...this.#all];
  }

  /** Reads what {@link takeChanged} returned, before anything else is added. */
  restore(stored: unknown): void {
    for (const wording of list(stored, readWording)) this.numberOf(wording);
    this.#changed = false;
  }

  clear(): void {
    this.#all.length = 0;
    this.#numbers.clear();
    this.#changed = false;
  }
}

function readWording(stored: unknown): Wording | undefined {
  const { key, theme, themeId, question, outputType } = fields(stored);
  const [id, words] = [text(key), text(question)];
  if (id === undefined || words === undefined) return undefined;
  return {
    key: id,
    theme: text(theme),
    themeId: text(themeId),
    question: words,
    outputType: text(outputType),
  };
}

/** What a meeting asked, {@link askedSize} numbers for each question. */
export function askedIn(meeting: Meeting, review: Review, wordings: Wordings): readonly number[] {
  return meeting.themes.flatMap(({ theme, themeId, questions }) =>
    questions.flatMap(({ key, question, answer = '', outputType }) => {
      const { state, correction } = review.answers[key] ?? {};
      const corrected = correction?.value != null;
      const flagged = state?.value === 'flagged';
      const marks =
        (flagged ? askedMarks.flagged : 0) |
        (corrected ? askedMarks.corrected : 0) |
        (corrected || state?.value ? askedMarks.reviewed : 0);
      return [wordings.numberOf({ key, theme, themeId, question, outputType }), answer.length, marks];
    }),
  );
}
