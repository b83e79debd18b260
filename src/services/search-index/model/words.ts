import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { normalForm } from '#contract/normal-form.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import { isKeyOf, keysOf } from '#src/lib/keys.ts';
import { fold, heard } from './fold.ts';

/**
 * Words as the index knows them: lower case, stemmed in the meeting's language (Snowball), then without
 * diacritics. A query's language is not known, so a word of a query stands for its stem in each of them.
 */
const stemmers = { en: english, nl: dutch, fr: french, de: german };
export type StemLanguage = keyof typeof stemmers;

/** Languages that write several words as one; the index finds each of them in it. */
const compounding = /^(?:de|nl|da|sv|nb|nn|no|fi|hu|et|is)(?:[-_]|$)/i;

/** Whether words of a meeting in this language may be made of several. */
export const isCompounding = (locale: string | undefined): boolean => compounding.test(locale ?? '');

/** The language to stem in; undefined for those without a stemmer, whose words stay whole. */
export function stemLanguage(locale: string | undefined): StemLanguage | undefined {
  const language = locale?.slice(0, 2).toLowerCase();
  return language !== undefined && isKeyOf(stemmers, language) ? language : undefined;
}

export interface Word {
  /** As it is written. */
  readonly text: string;
  /** Where it begins in the text. */
  readonly at: number;
}

// Combining marks belong to the letter before them, even where a text is not composed, and soft hyphens to the word. `R&D` and `C++` are words too.
const wordPattern =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u2060\uFEFF]*(?:&[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u2060\uFEFF]*)*(?:\+{1,2}|#)?/gu;
/** Longer words count by their beginning, in texts and in queries alike: longer terms would make the index grow. */
const maximumLength = 64;

/** Scripts that put no spaces between words, and how many characters in a row make a term of them. */
const unspaced = [
  { runs: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]+/gu, size: 2 },
  {
    runs: /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]+/gu,
    size: 3,
  },
] as const;
const hasUnspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Whether a word is of a script without spaces: it is a piece of a run then, not a word of a dictionary. */
export const isUnspaced = (word: string): boolean => hasUnspaced.test(word);

/**
 * The words of a text. Single letters do not count (`l'`, `d'`), single digits do. Where a script has no spaces, every
 * few characters in a row are a word: whatever part of a text someone searches for matches, however a dictionary would
 * divide it (decision 20).
 */
export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    const own = withoutSum(word, text.charAt(index + word.length));
    if (hasUnspaced.test(own)) yield* piecesOf(own, index);
    else yield* partsOf(own, index);
  }
}

/** The symbol at the end belongs to a name (`C++`), not to a sum (`1+1`, `a+b`). */
const withoutSum = (word: string, next: string): string =>
  /[+#]$/.test(word) && (!/\p{L}/u.test(word) || /[\p{L}\p{N}]/u.test(next))
    ? word.replace(/[+#]{1,2}$/, '')
    : word;

/** A word, and where symbols join several, each of them. */
function* partsOf(word: string, at: number): Generator<Word> {
  if (!/^\p{L}$/u.test(word)) yield { text: wholeCharacters(word, maximumLength), at };
  if (!/[&+#]/.test(word)) return;
  for (const { 0: part, index } of word.matchAll(/[^&+#]+/g)) {
    if (!/^\p{L}$/u.test(part)) yield { text: wholeCharacters(part, maximumLength), at: at + index };
  }
}

/** A run of letters of scripts without spaces, with words of others between them. */
function* piecesOf(run: string, at: number): Generator<Word> {
  let rest = run;
  for (const { runs, size } of unspaced) {
    for (const { 0: piece, index } of run.matchAll(runs)) {
      const characters = [...piece];
      let from = at + index;
      for (const [position, character] of characters.entries()) {
        // The last ones are shorter; all begin with what someone may look for.
        yield { text: characters.slice(position, position + size).join(''), at: from };
        from += character.length;
      }
    }
    rest = rest.replace(runs, (piece) => ' '.repeat(piece.length));
  }
  for (const { 0: word, index } of rest.matchAll(/\S+/g)) yield* partsOf(word, at + index);
}

/**
 * What a query asks for: its words, and the parts that are not words and are ignored (a single letter, symbols).
 *
 * Of a script without spaces only whole terms are asked for; the shorter ones at the end of a run match through them.
 */
export function readQuery(query: string): { words: string[]; ignored: string[] } {
  const words = new Set<string>();
  const ignored: string[] = [];
  for (const piece of query.split(/\s+/).filter((part) => part !== '')) {
    const found = [...wordsOf(piece)];
    if (found.length === 0) ignored.push(piece);
    const long = found.filter((word, position) => {
      const before = found[position - 1];
      return !(before && hasUnspaced.test(word.text) && before.text.endsWith(word.text));
    });
    for (const { text } of long) words.add(text);
  }
  return { words: [...words], ignored };
}

const known = new Map<string, string>();
const maxKnown = 30_000;

/** The term under which the index files a word of a text in some language. */
export function termOf(word: string, language: StemLanguage | undefined): string {
  const key = `${language ?? ''} ${word}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= maxKnown) known.clear();
  const term = fold(stem(normalForm(heard(word).toLowerCase(), 'NFKC'), language));
  known.set(key, term);
  return term;
}

const languages = keysOf(stemmers);

/** The terms that a word of a query stands for: with and without its accents, in each language. */
export function queryTerms(word: string): string[] {
  const folded = fold(word);
  const stems = languages.flatMap((language) => [termOf(word, language), termOf(folded, language)]);
  return [...new Set([folded, ...stems])];
}

function stem(word: string, language: StemLanguage | undefined): string {
  // Numbers, short words and words joined by symbols have no endings to lose.
  if (language === undefined || word.length < 4 || /[\p{N}&+#]/u.test(word)) return word;
  return stemmers[language](word) || word;
}
