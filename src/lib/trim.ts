/**
 * A text without such characters at its ends, in linear time, unlike a regular expression with `$`, which restarts at
 * every character of a run.
 *
 * @param characters single code units.
 */
export function trimCharacters(text: string, characters: string, atEnd: string = characters): string {
  let [start, end] = [0, text.length];
  while (start < end && characters.includes(text.charAt(start))) start += 1;
  while (end > start && atEnd.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
