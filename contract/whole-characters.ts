/**
 * Cuts people's text: never inside what a reader sees as one character, be it an emoji of several people, a flag or a
 * letter with its accents. All cutting goes through here (`scripts/conventions/whole-characters.ts`). The time depends
 * on what is kept, however long the text is.
 */

let made: Intl.Segmenter | undefined;

/** Firefox has had it since version 125; before that, characters are code points. */
function segmenter(): Intl.Segmenter | undefined {
  if ('Segmenter' in Intl) made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return made;
}

/**
 * No character of any script is longer; anything more is an endless pile of accents, which may be cut. In UTF-16 units.
 */
const longestCharacter = 64;

/**
 * Whether the code units around a place are separate characters: nothing below U+0300 joins with another, except the
 * end of a line. Spares most text the segmenter, which a slow device takes fifty milliseconds to create.
 */
const isPlain = (text: string, at: number): boolean =>
  [at - 1, at, at + 1].every((index) => {
    const unit = text.charCodeAt(index);
    return Number.isNaN(unit) || (unit >= 0x20 && unit < 0x300);
  });

/** Returns the index where the character starts to which the code unit at an index belongs. */
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

/**
 * Returns the beginning of a text: whole characters, at most this many UTF-16 units, which is how the systems count.
 */
export const wholeCharacters = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, characterStart(text, most));

/** Returns a text of at most this many UTF-16 units; an ellipsis shows that something was left out. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${wholeCharacters(text, most - 1).trimEnd()}…`;

/**
 * Returns the beginning of a text: whole characters, at most this many bytes of UTF-8, which is how file systems count.
 */
export function wholeCharactersInBytes(text: string, maxBytes: number): string {
  // No code unit takes less than a byte.
  const start = wholeCharacters(text, maxBytes);
  const { read } = new TextEncoder().encodeInto(start, new Uint8Array(maxBytes));
  return start.slice(0, characterStart(start, read));
}

/** Returns the first character of a text; empty when there is none. */
export function firstCharacter(text: string): string {
  if (text !== '' && isPlain(text, 0)) return text.charAt(0);
  const start = text.slice(0, longestCharacter);
  return segmenter()?.segment(start).containing(0)?.segment ?? Array.from(start)[0] ?? '';
}
