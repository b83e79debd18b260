import { trimInvisible } from '#contract/email.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';

const unseen = /[\u00AD\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** A name in one line, without invisible characters; empty when it is an address instead. */
export function cleanName(text: string): string {
  const name = trimInvisible(text.replace(unseen, '').replace(/\s/g, ' ').replace(/ {2,}/g, ' '));
  return name.includes('@') ? '' : name;
}

const quotes: readonly string[] = ['""', "''", '“”', '„“', '„”', '‘’', '‚‘', '«»', '‹›', '``'];

/** A text without a pair of quotes around it; `'t Hart` keeps its own. */
export function unquoted(text: string): string {
  const trimmed = trimInvisible(text);
  const pair = `${trimmed.charAt(0)}${trimmed.slice(1).slice(-1)}`;
  return quotes.includes(pair) ? trimInvisible(trimmed.slice(1, -1)) : trimmed;
}

export interface DisplayName {
  readonly name: string;
  /** Whether it is clear which part is which. */
  readonly isClear: boolean;
}

/**
 * The name before an address, as mail programs write it: `De Smet, An (HR)` is An De Smet. Brackets after it say where
 * someone works, not who they are.
 */
export function displayName(text: string): DisplayName {
  const whole = cleanName(unquoted(text));
  const name = withoutBrackets(whole);
  const [last = '', ...others] = name.split(',').map(trimInvisible);
  if (others.length === 0) return { name, isClear: true };
  const after = others.at(-1) ?? '';
  if (isSuffix(after)) {
    const turned = others.length === 2 ? `${others[0]} ${last}, ${after}` : name;
    return { name: turned, isClear: others.length <= 2 };
  }
  if (others.length > 1 || last === '' || after === '') return { name, isClear: false };
  const [, title = '', family = last] = titled.exec(last) ?? [];
  return { name: `${title}${after} ${family}`, isClear: true };
}

/** `Prof. Peeters, An` is Prof. An Peeters. */
const titled = /^((?:(?:prof|dr|ir|ing|mr|mrs|ms|mevr|dhr|mme|mlle|me|hr|fr)\. ?|(?:herr|frau) ){1,3})(.+)$/i;

const isInvisible = (character: string) => trimInvisible(character) === '';

/** `An De Smet (HR)`, but not `(An)` alone. Indexes instead of pieces: a name may end in any number of brackets. */
function withoutBrackets(name: string): string {
  let end = name.length;
  while (name.charAt(end - 1) === ')') {
    let before = Math.max(0, name.lastIndexOf('(', end - 1));
    while (before > 0 && isInvisible(name.charAt(before - 1))) before -= 1;
    if (before === 0) return unquoted(name.slice(0, end).replace(/^\(|\)$/g, ''));
    end = before;
  }
  return name.slice(0, end);
}

/** What follows a name without being its first half: a generation, a degree, the form of a company. */
const isSuffix = (text: string) =>
  /^(?:jr|sr|i{1,3}|iv|ph\.? ?d|m\.? ?d|m\.? ?sc|b\.? ?sc|m\.? ?b\.? ?a|m\.? ?a|b\.? ?a|esq|ing|ir|dr|mr|inc|ltd|llc|gmbh|ag|nv|bv|bvba|srl|sprl|sa|sas|sarl|vzw|asbl)\.?$/i.test(
    text,
  );

/** `jan.peeters@…` is presumably Jan Peeters. */
export function nameFromAddress(email: string): string {
  return wholeCharacters(email.slice(0, Math.max(0, email.lastIndexOf('@'))), 64)
    .split(/[._+\-\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
