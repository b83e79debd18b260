import { normalForm } from '#contract/normal-form.ts';

const ligatures: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' };

/** Lower case without diacritics and ligatures. */
export const fold = (text: string): string =>
  normalForm(text.toLowerCase(), 'NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđ]/g, (letter) => ligatures[letter] ?? letter);
