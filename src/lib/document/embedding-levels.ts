import createBidi from 'bidi-js';

/** The Unicode Bidirectional Algorithm, https://www.unicode.org/reports/tr9/ */
export const bidi = createBidi();
export type Levels = ReturnType<typeof bidi.getEmbeddingLevels>;

/** Characters that would begin another paragraph: a line is one, whatever it contains. */
const separators = /[\p{Cc}\u2029]/gu;
/** So many symbols in a row without a letter are not human text. */
const maxSigns = 100;

/**
 * Embedding levels of a line after the Unicode Bidirectional Algorithm. bidi-js goes back from every digit to the last
 * letter, in time quadratic in what lies between: where that is too much, a line is processed in pieces.
 */
export function levelsOf(text: string, direction: 'auto' | 'ltr' | 'rtl' = 'auto'): Levels {
  const [first = '', ...others] = piecesOf(text.replace(separators, ' '));
  const { levels, paragraphs } = bidi.getEmbeddingLevels(first, direction);
  const level = paragraphs[0]?.level ?? 0;
  if (others.length === 0) return { levels, paragraphs };
  const rest = others.map((piece) => bidi.getEmbeddingLevels(piece, level === 1 ? 'rtl' : 'ltr').levels);
  return {
    levels: Uint8Array.from([levels, ...rest].flatMap((part) => [...part])),
    paragraphs: [{ start: 0, end: text.length - 1, level }],
  };
}

function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const { 0: run, index } of line.matchAll(/[^\p{L}]{1,100}/gu)) {
    if (run.length < maxSigns) continue;
    pieces.push(line.slice(start, index + run.length));
    start = index + run.length;
  }
  return [...pieces, line.slice(start)];
}
