import type { AnswerKind, StoryKey } from './template-data.ts';

/**
 * Texts of one language. Slots: `{client}`, `{contact}` (someone at the client), `{owner}`, `{colleague}`,
 * `{amount}`, `{fee}` (a month), `{percent}`, `{date}` (day and month, to come), `{month}` (to come), `{pastMonth}`, `{year}` and
 * `{lastYear}`.
 */
export interface Language {
  readonly locale: 'en' | 'nl' | 'fr' | 'de';
  /** Headings in the longer summaries. */
  readonly agreed: string;
  readonly attention: string;
  readonly stories: Readonly<Record<StoryKey, Story>>;
  readonly answers: Readonly<Record<AnswerKind, Answers>>;
}

export interface Story {
  readonly names: readonly string[];
  readonly openings: readonly string[];
  readonly middles: readonly string[];
  readonly endings: readonly string[];
  /** Topic, what it was about, and what was said. */
  readonly topics: readonly (readonly [topic: string, description: string, said: string])[];
  readonly todos: readonly string[];
}

export interface Answers {
  /** Whole answers of a sentence or two. */
  readonly sentences: readonly string[];
  /** Items for answers of several lines. */
  readonly items: readonly string[];
}
