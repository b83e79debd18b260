import { wholeCharacters } from '#contract/whole-characters.ts';
import { fold } from '#src/services/search-index/model/fold.ts';

/** The words of what was typed, without case and accents; at most as many as anyone types. */
export const wordsOf = (query: string): readonly string[] =>
  fold(wholeCharacters(query, 100))
    .split(/[^\p{L}\p{N}@.+-]+/u)
    .filter((word) => word !== '')
    .slice(0, 8);

const isWordStart = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');

/**
 * How well a folded text fits the words, each of which has to be found in it: as it is, best at the start of a word,
 * or with letters left out, as in `brwzn` for `Brouwerij De Zwaan`. Undefined when one of them is not found.
 */
export function scoreOf(words: readonly string[], text: string): number | undefined {
  let sum = 0;
  for (const word of words) {
    const score = scoreOfWord(word, text);
    if (score === undefined) return undefined;
    sum += score;
  }
  return sum / Math.max(1, words.length);
}

function scoreOfWord(word: string, text: string): number | undefined {
  for (let at = text.indexOf(word), first = at; at >= 0; at = text.indexOf(word, at + 1)) {
    if (isWordStart(text, at)) return 100 - Math.min(at, 30) / 2 + (at + word.length === text.length ? 5 : 0);
    if (at - first > 200 || text.indexOf(word, at + 1) < 0) return 60 - Math.min(first, 30) / 2;
  }
  return word.length < 2 ? undefined : scoreOfLetters(word, text);
}

/** Letters in their order; the first one begins a word, and no gap is long unless a word begins after it. */
function scoreOfLetters(word: string, text: string): number | undefined {
  const longestGap = 8;
  // Where each letter was found from an earlier start: what is still ahead is not searched again.
  const found: number[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf(word[0] ?? '', from);
    if (start < 0) return undefined;
    from = start + 1;
    if (!isWordStart(text, start)) continue;
    let at = start;
    let gaps = 0;
    let met = 1;
    for (; met < word.length; met += 1) {
      const known = found[met] ?? -1;
      const next = known > at ? known : text.indexOf(word[met] ?? '', at + 1);
      // Nor from any later start.
      if (next < 0) return undefined;
      found[met] = next;
      if (next - at > longestGap && !isWordStart(text, next)) break;
      if (next > at + 1 && !isWordStart(text, next)) gaps += next - at - 1;
      at = next;
    }
    // More letters left out than typed would find anything in everything.
    if (met === word.length && gaps <= word.length) return 40 - gaps;
  }
}
