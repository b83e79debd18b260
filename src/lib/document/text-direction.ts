import { type Line, type Span, textOfLine } from './blocks.ts';
import { levelsOf } from './embedding-levels.ts';

/** Letters and symbols of right-to-left scripts, and characters that change the direction of others. */
export const rightToLeftScript =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Embeddings, overrides, isolates and marks: no longer needed once they have been applied. */
export const steering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export type Direction = 'ltr' | 'rtl';

/** The side a text begins on: that of its first letter that has a direction and is not isolated; otherwise the left. */
export const directionOf = (text: string): Direction =>
  rightToLeftScript.test(text) && levelsOf(text).paragraphs[0]?.level === 1 ? 'rtl' : 'ltr';

export interface Piece extends Span {
  readonly rightToLeft: boolean;
}

/**
 * A line of a paragraph in pieces that run one way each, for formats that ask it of every piece. Numbers within text from
 * the right belong to it: on their own they would part it in two.
 */
export function piecesOf(line: Line, direction: Direction): Piece[] {
  const text = textOfLine(line);
  if (!rightToLeftScript.test(text)) return line.map((span) => ({ ...span, rightToLeft: false }));
  const { levels } = levelsOf(text, direction);
  const turned = Array.from(levels, (level) => (direction === 'ltr' ? level > 0 : level === 1));
  takeNumbers(text, levels, turned);
  let at = 0;
  const marks = marksOf(text, direction);
  return line.flatMap((span) => {
    const pieces: Piece[] = [];
    for (const character of span.text) {
      const own =
        character.search(steering) === 0 ? [] : [{ text: character, rightToLeft: turned[at] === true }];
      for (const { text: sign, rightToLeft } of marks.get(at) ?? own) {
        const last = pieces.at(-1);
        if (last?.rightToLeft === rightToLeft)
          pieces[pieces.length - 1] = { ...last, text: last.text + sign };
        else pieces.push({ ...span, text: sign, rightToLeft });
      }
      at += character.length;
    }
    return pieces.length > 0 ? pieces : [{ ...span, text: '', rightToLeft: false }];
  });
}

interface Sign {
  readonly text: string;
  readonly rightToLeft: boolean;
}

const mark = (direction: Direction): Sign =>
  direction === 'rtl' ? { text: '\u200f', rightToLeft: true } : { text: '\u200e', rightToLeft: false };

/**
 * What stands for the characters that set a text apart, by their places: Word does not know them, and LibreOffice joins what
 * stands in runs of its own. Marks hold the signs at its edges to its direction, and what follows to the paragraph's.
 */
function marksOf(text: string, direction: Direction): Map<number, readonly Sign[]> {
  const marks = new Map<number, readonly Sign[]>();
  for (const { 0: whole, 1: content = '', index } of text.matchAll(/\u2068([^\u2066-\u2069]*)\u2069/g)) {
    const own = directionOf(content);
    marks.set(index, [mark(own)]);
    marks.set(index + whole.length - 1, own === direction ? [mark(own)] : [mark(own), mark(direction)]);
  }
  return marks;
}

/** In a paragraph from the right, stretches at the second level without a letter that runs from the left. */
function takeNumbers(text: string, levels: Uint8Array, turned: boolean[]): void {
  for (let from = 0; from < levels.length; from += 1) {
    if (levels[from] !== 2) continue;
    let to = from;
    while (to < levels.length && levels[to] === 2) to += 1;
    if (!/\p{L}/u.test(text.slice(from, to))) turned.fill(true, from, to);
    from = to;
  }
}
