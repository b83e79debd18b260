/**
 * Cutting text of people: never within what a reader takes for one character, be it an emoji of several people, a flag
 * or a letter with its accents. Whatever is cut goes through here (`scripts/conventions/whole-characters.ts`). The
 * work is bounded by what is kept, however long the text is.
 */

let made: Intl.Segmenter | undefined;

/** Firefox has it since version 125; before, characters are code points. */
function segmenter(): Intl.Segmenter | undefined {
  if ('Segmenter' in Intl) made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return made;
}

/** No sign of any script is longer; more is an endless pile of accents, which may be cut. In UTF-16 units. */
const longestCharacter = 64;

/**
 * Whether the code units around a place are letters that stand alone: nothing below U+0300 joins with another, but the
 * end of a line. Spares most text the segmenter, which takes a slow device fifty milliseconds to make.
 */
const isPlain = (text: string, at: number): boolean =>
  [at - 1, at, at + 1].every((index) => {
    const unit = text.charCodeAt(index);
    return Number.isNaN(unit) || (unit >= 0x20 && unit < 0x300);
  });

/** Index where the character begins that the code unit at an index belongs to. */
export function characterStart(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  if (isPlain(text, at)) return at;
  const start = segmenter()
    ?.segment(text.slice(0, at + longestCharacter))
    .containing(at)?.index;
  if (start !== undefined && at - start <= longestCharacter) return start;
  const isLow = /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return isLow ? at - 1 : at;
}

/** The beginning of a text: whole characters, at most so many UTF-16 units, which is how the systems count. */
export const wholeCharacters = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, characterStart(text, most));

/** A text of at most so many UTF-16 units; what was left out is told by an ellipsis. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${wholeCharacters(text, most - 1).trimEnd()}…`;

/** The beginning of a text: whole characters, at most so many bytes of UTF-8, which is how file systems count. */
export function wholeCharactersInBytes(text: string, maxBytes: number): string {
  // No code unit takes less than a byte.
  const start = wholeCharacters(text, maxBytes);
  const { read } = new TextEncoder().encodeInto(start, new Uint8Array(maxBytes));
  return start.slice(0, characterStart(start, read));
}

/** The first character of a text, empty when there is none. */
export function firstCharacter(text: string): string {
  if (text !== '' && isPlain(text, 0)) return text.charAt(0);
  const start = text.slice(0, longestCharacter);
  return segmenter()?.segment(start).containing(0)?.segment ?? Array.from(start)[0] ?? '';
}
