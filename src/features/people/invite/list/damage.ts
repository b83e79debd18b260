import { wholeCharacters } from '#contract/whole-characters.ts';

const signs: readonly RegExp[] = [
  // What a program could not read.
  /\uFFFD/,
  // UTF-8 that was once read as Windows-1252 or Mac Roman: "ZoÃ«", "Oâ€™Brien", "Zo√´".
  /[\u00C2-\u00DF][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\u00E0-\u00EF][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}|[√¬]\S/,
  // As they are inside messages, web pages and programs: `=?UTF-8?Q?Zo=C3=AB?=`, `An &amp; Bo`, `\"Bo\"`.
  /=\?[\w-]{1,40}\?[bq]\?/i,
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i,
  /\\["']/,
];

/**
 * Whether a program on a text's way has damaged it, so that nobody is called or written to like this. Only a person
 * can tell what it was.
 */
export function isDamaged(text: string): boolean {
  const start = wholeCharacters(text, 500);
  return signs.some((sign) => sign.test(start));
}
