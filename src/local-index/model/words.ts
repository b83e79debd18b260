import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { fold } from './fold.ts';

/**
 * Words as the index knows them: lower case, stemmed in the meeting's language (Snowball), then without
 * diacritics. A query's language is not known, so a word of a query stands for its stem in each of them.
 */
const stemmers = { en: english, nl: dutch, fr: french, de: german };
export type StemLanguage = keyof typeof stemmers;

/** The language to stem in; undefined for those without a stemmer, whose words stay whole. */
export function stemLanguage(locale: string | undefined): StemLanguage | undefined {
  const language = locale?.slice(0, 2).toLowerCase();
  return language !== undefined && Object.hasOwn(stemmers, language) ? (language as StemLanguage) : undefined;
}

export interface Word {
  /** As it is written. */
  readonly text: string;
  /** Where it begins in the text. */
  readonly at: number;
}

// Combining marks belong to the letter before them, also where a text is not composed.
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Longer runs of letters are no words; they would only make the index grow. */
const maximumLength = 40;

/** The words of a text. Single letters are none (`l'`, `d'`), single digits are. */
export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (word.length <= maximumLength && !/^\p{L}$/u.test(word)) yield { text: word, at: index };
  }
}

const known = new Map<string, string>();
const mostKnown = 30_000;

/** The term under which the index files a word of a text in some language. */
export function termOf(word: string, language: StemLanguage | undefined): string {
  const key = `${language ?? ''} ${word}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const term = fold(stem(word.toLowerCase().normalize('NFC'), language));
  known.set(key, term);
  return term;
}

const languages = Object.keys(stemmers) as StemLanguage[];

/** The terms that a word of a query stands for: with and without its accents, in each language. */
export function queryTerms(word: string): string[] {
  const folded = fold(word);
  const stems = languages.flatMap((language) => [termOf(word, language), termOf(folded, language)]);
  return [...new Set([folded, ...stems])];
}

function stem(word: string, language: StemLanguage | undefined): string {
  // Numbers and short words have no endings to lose.
  if (language === undefined || word.length < 4 || /\p{N}/u.test(word)) return word;
  return stemmers[language](word) || word;
}
