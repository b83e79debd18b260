import { isEmail, isName, isRole } from './profile.ts';

/** One person of a pasted list. */
export interface ListedPerson {
  /** 1-based line of the text where it begins. */
  readonly line: number;
  /** Empty when there is none. */
  readonly email: string;
  readonly name: string;
  /** Made from the address, because the list has no name. */
  readonly nameGuessed: boolean;
  readonly role: string | undefined;
  /** What stood there. */
  readonly raw: string;
}

/** Nobody invites more at once: the API's rate limit would make it take hours. */
export const mostListed = 2000;

/**
 * Reads whom to invite from whatever people paste: one address, or `Name <mail>`, or several of both on a line,
 * or CSV (comma, semicolon or tab) with or without a line of headings. Never throws; a line that holds no
 * address is answered with its text, so that nothing is lost silently.
 */
export function readInvitationList(text: string): readonly ListedPerson[] {
  const records = readRecords(text);
  const headings = headingsOf(records[0]);
  const people = headings
    ? records.slice(1).map((record) => byHeadings(record, headings))
    : records.flatMap(byGuess);
  return people.slice(0, mostListed);
}

interface TextRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
}

const separators = new Set([',', ';', '\t']);

/** Cells of each line that has any. A line ends no cell in quotes; a separator ends none in `<…>`. */
function readRecords(text: string): TextRecord[] {
  const records: TextRecord[] = [];
  let [cells, cell, raw, line, start]: [string[], string, string, number, number] = [[], '', '', 1, 1];
  let [quoted, bracketed] = [false, false];
  const end = () => {
    cells.push(cell.trim());
    const filled = cells.filter((one) => one !== '');
    if (filled.length > 0) records.push({ line: start, cells, raw: raw.trim() });
    [cells, cell, raw, quoted, bracketed] = [[], '', '', false, false];
  };
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === '\n') {
      line += 1;
      // A quote that is never closed must not swallow the rest of the list.
      if (!quoted || !closesSoon(source, at)) {
        end();
        start = line;
        continue;
      }
    }
    raw += char;
    if (char === '"' && quoted && source.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (separators.has(char) && !quoted && !bracketed) {
      cells.push(cell.trim());
      cell = '';
    } else {
      if (char === '<') bracketed = !quoted;
      if (char === '>' || char === '\n') bracketed = false;
      cell += char;
    }
  }
  end();
  return records;
}

/** Whether a quote is closed before the next two lines end: names have no more. */
function closesSoon(source: string, from: number): boolean {
  const next = source.indexOf('"', from);
  return next >= 0 && source.slice(from, next).split('\n').length <= 3;
}

interface Headings {
  readonly email: number;
  readonly name: number;
  readonly first: number;
  readonly role: number;
}

const headingWords = {
  email: /^(e-?mail|mail)([ _-]?(address|adres|adresse))?$/i,
  name: /^(full[ _-]?name|name|naam|nom|last[ _-]?name|surname|achternaam)$/i,
  first: /^(first[ _-]?name|given[ _-]?name|voornaam|prénom)$/i,
  role: /^(role|rol|rôle|rolle)$/i,
};

function headingsOf(record: TextRecord | undefined): Headings | undefined {
  const find = (words: RegExp) => record?.cells.findIndex((cell) => words.test(cell)) ?? -1;
  const email = find(headingWords.email);
  if (email < 0) return undefined;
  return {
    email,
    name: find(headingWords.name),
    first: find(headingWords.first),
    role: find(headingWords.role),
  };
}

function byHeadings({ line, cells, raw }: TextRecord, headings: Headings): ListedPerson {
  const cell = (index: number) => (index < 0 ? '' : unprotected(cells[index] ?? ''));
  const { name, email } = readAddress(cell(headings.email));
  const written = [cell(headings.first), cell(headings.name)].filter((part) => part !== '').join(' ');
  return person({ line, raw, email, name: written || name, role: cell(headings.role) });
}

/** A record without headings: several people, or one with their name, and perhaps a role. */
function byGuess({ line, cells, raw }: TextRecord): ListedPerson[] {
  const filled = cells.map(unprotected).filter((cell) => cell !== '');
  const read = filled.map(readAddress);
  const addresses = read.filter(({ email }) => email !== '');
  if (addresses.length === read.length) {
    return addresses.map(({ email, name }, at) => person({ line, raw: filled[at] ?? raw, email, name }));
  }
  const [only] = addresses;
  if (addresses.length !== 1 || !only) {
    return filled.map((cell, at) => person({ line, raw: cell, email: '', name: '', ...read[at] }));
  }
  const others = filled.filter((_cell, at) => read[at]?.email === '');
  const role = others.length > 1 ? others.findLast((cell) => isRole(cell.toLowerCase()) && known(cell)) : '';
  const words = others.filter((cell) => cell !== role);
  // `Last, First <mail>`: the comma was part of the name.
  return [person({ line, raw, email: only.email, name: [...words, only.name].join(' ').trim(), role })];
}

const known = (role: string) => /^(user|manager|admin)$/i.test(role);

/** Spreadsheets, and our own reports, protect cells from being formulas with an apostrophe. */
const unprotected = (cell: string) => cell.replace(/^'(?=[=+\-@])/, '');

/** An address, alone or in `Name <mail>`; no address: an empty one. */
function readAddress(cell: string): { readonly email: string; readonly name: string } {
  const [, before = '', inside = ''] = /^([^<]*)<([^<>]*)>$/.exec(cell) ?? [];
  const email = (inside === '' ? cell : inside).trim().replace(/^mailto:/i, '');
  const name = inside === '' ? '' : before.trim().replace(/^["']|["']$/g, '');
  // Whatever has an at sign was meant as an address, even when it is none.
  return email.includes('@') ? { email, name } : { email: '', name: '' };
}

interface Found {
  readonly line: number;
  readonly raw: string;
  readonly email: string;
  readonly name: string;
  readonly role?: string | undefined;
}

function person({ line, raw, email, name, role = '' }: Found): ListedPerson {
  const nameGuessed = name.trim() === '';
  return {
    line,
    raw,
    email,
    name: nameGuessed ? nameOf(email) : name.trim().replace(/\s+/g, ' '),
    nameGuessed,
    role: role.trim() === '' ? undefined : role.trim().toLowerCase(),
  };
}

/** `jan.peeters@…` is Jan Peeters, as far as one can tell. */
function nameOf(email: string): string {
  const [local = ''] = email.split('@');
  return local
    .split(/[._+\-\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** What stands against inviting somebody. */
export type ListProblem = 'malformed' | 'name' | 'role' | 'duplicate' | 'existing';

/**
 * What stands against each person of a list, in its order. The first of those with the same address is the one
 * that is invited. `existing`: addresses of the organisation's people, in small letters.
 */
export function problemsIn(
  list: readonly Pick<ListedPerson, 'email' | 'name' | 'role'>[],
  existing: ReadonlySet<string>,
): readonly (ListProblem | undefined)[] {
  const seen = new Set<string>();
  return list.map(({ email, name, role }) => {
    const address = email.toLowerCase();
    if (!isEmail(email)) return 'malformed';
    if (existing.has(address)) return 'existing';
    if (seen.has(address)) return 'duplicate';
    seen.add(address);
    if (!isName(name)) return 'name';
    return role === undefined || isRole(role) ? undefined : 'role';
  });
}
