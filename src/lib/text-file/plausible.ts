import { normalForm } from '#contract/normal-form.ts';

/** A run of letters of which some are not ASCII, as some encoding reads it. */
export interface ReadWord {
  readonly text: string;
  /** Character after it, such as the point of an initial. */
  readonly next: string;
}

/**
 * Whether people write such a word. A wrong encoding shows: symbols in the middle of words, capitals after small
 * letters ("LefËvre"), letters of several scripts mixed.
 */
export function isPlausible({ text, next }: ReadWord): boolean {
  const word = [...normalForm(text, 'NFC')];
  const signs = word.map((char) => (isLetter(char) ? '' : char));
  const fits = signs.every(
    (sign, at) => sign === '' || stands(sign, signs[at - 1] === '', signs[at + 1] === ''),
  );
  // Nor do people write symbols alone, one after the other: those were letters of another script.
  if (!fits || (word.length > 2 && !signs.includes(''))) return false;
  const letters = signs.map((sign, at) => (sign === '' ? word[at] : ' ')).join('');
  return letters.split(' ').every((part) => part === '' || isWord(part, next));
}

const isLetter = (char: string) => /[\p{L}\p{M}]/u.test(char) && !/[ªºµƒﬁﬂ]/.test(char);

type Place = (afterLetter: boolean, beforeLetter: boolean) => boolean;

/** Symbols that may touch letters, and where. All others stand alone: money, fractions, daggers, frames. */
const places: readonly (readonly [signs: string, place: Place])[] = [
  ['\u00A0\u00AD’‘ʼ', () => true],
  ['–—·', (after, before) => after === before],
  ['«‹„‚¿¡•', (after) => !after],
  ['“', (after, before) => !(after && before)],
  ['”»›…ºª°™®©', (_after, before) => !before],
];

function stands(sign: string, after: boolean, before: boolean): boolean {
  if (/[\p{Cc}\p{Cn}\p{Co}\uFFFD]/u.test(sign)) return false;
  const place = places.find(([signs]) => signs.includes(sign))?.[1];
  return place ? place(after, before) : !after && !before;
}

function isWord(letters: string, next: string): boolean {
  const plain = /^\p{ASCII}$/u.test(letters);
  if (/^\p{L}$/u.test(letters) && !plain) return next === '.' || /[àÀôÔåÅöÖéÉóú]/.test(letters);
  if (/^[\p{Script=Latin}\p{M}]+$/u.test(letters)) return isLatinWord(letters);
  return /^(?:[\p{Script=Cyrillic}\p{M}]+|[\p{Script=Greek}\p{M}]+)$/u.test(letters) && hasOneCase(letters);
}

/** Small letters after at most one capital, or capitals alone. */
const hasOneCase = (word: string) => /^(?:\p{Lu}?[\p{Ll}\p{M}]*|[\p{Lu}\p{M}]+)$/u.test(word);

const oddInLatin: readonly RegExp[] = [
  // A capital after a small letter, where one of them is not ASCII: "LefËvre", but not "McDonald".
  /\p{Ll}(?!\p{ASCII})\p{Lu}|(?!\p{ASCII})\p{Ll}\p{Lu}/u,
  // A small letter among capitals: "ZOëS", but not "GROßE".
  /\p{Lu}(?!\p{ASCII})(?!ß)\p{Ll}\p{Lu}/u,
  // Hardly any language puts that many accents side by side.
  /(?:(?!\p{ASCII})\p{L}){3}|^(?:(?!\p{ASCII})\p{L}){2,}$/u,
  // ß comes after a vowel, õ before e, ì and ù at the end. Elsewhere they were ů, ě or ő of Central Europe.
  /(?<![aeiouyäöüAEIOUYÄÖÜ])ß|[õÕ](?![eE])|[ìù]\p{L}/u,
  // Nor does ø stand beside vowels with such accents: it was ř.
  /[øØ][áéíýúùìÁÉÍÝÚ]|[áéíýúùìÁÉÍÝÚ][øØ]/u,
];

const isLatinWord = (word: string) => !oddInLatin.some((pattern) => pattern.test(word));
