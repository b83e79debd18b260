import { normalForm } from '#contract/normal-form.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';

/** More than any file system accepts; what follows is not even read. */
const maxRead = 255;
const maxKept = 120;

/**
 * Returns a name to save a report under: the last part of a path, without anything that a file system or a header could
 * stumble over, and with the one extension that it is entitled to. Cut before anything else: the input may be of any
 * length.
 */
export function reportName(name: string): string {
  const last = wholeCharacters(name, maxRead).split(/[/\\]/).at(-1) ?? '';
  const plain = normalForm(last, 'NFC').replace(/[^\p{Letter}\p{Mark}\p{Number} ._()-]/gu, '');
  const stem = trimmed(withoutEdge(plain).replace(/\.pdf$/i, ''));
  return `${withoutEdge(wholeCharacters(stem, maxKept)) || 'report'}.pdf`;
}

const isEdge = (character: string | undefined) => character === ' ' || character === '.';

/**
 * Returns the text without trailing spaces and dots. By hand: an expression for it takes time with the square of such a
 * run.
 */
function withoutEdge(text: string): string {
  let end = text.length;
  while (isEdge(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

function trimmed(text: string): string {
  let start = 0;
  while (isEdge(text[start])) start += 1;
  return withoutEdge(text.slice(start));
}
