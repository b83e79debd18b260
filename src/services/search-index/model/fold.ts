import { normalForm } from '#contract/normal-form.ts';

const ligatures: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** What a word may have in it without being another: a soft hyphen, joiners, what stretches Arabic letters. */
const unheard = /[\u00AD\u0640\u2060\uFEFF]/g;

/** A text without characters that nobody types when searching. */
export const heard = (text: string): string => text.replace(unheard, '');

/** Lower case without diacritics, ligatures and other forms of the same letter or digit: `ＡＢＣ`, `ﬁ`, `١٢`. */
export const fold = (text: string): string =>
  normalForm(heard(text).toLowerCase(), 'NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) % 16))
    .replace(/[ßæœøłđ]/g, (letter) => ligatures[letter] ?? letter);
