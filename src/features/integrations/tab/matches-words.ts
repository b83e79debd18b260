import { fold } from '#src/services/search-index/model/fold.ts';

/** Whether texts contain every word of a search: in any order, as parts of words, whatever accents and capitals. */
export function matchesWords(search: string, ...texts: readonly (string | undefined)[]): boolean {
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = fold(texts.filter(Boolean).join('\n'));
  return words.every((word) => all.includes(word));
}
