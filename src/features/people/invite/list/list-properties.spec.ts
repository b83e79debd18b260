import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emailKey } from '#contract/email.ts';
import { decode, type Encoding } from '#src/lib/text-file/encodings.ts';
import { judgeBytes } from '#src/lib/text-file/judge-bytes.ts';
import { encode } from '#src/lib/text-file/testing/encode.ts';
import { columnUses } from './columns.ts';
import { readEntries } from './entries.ts';
import { readList } from './read-list.ts';
import { isInvited, statesOf } from './states.ts';
import { guessOf, peopleOfTable } from './table.ts';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const lines = (rows: readonly (readonly string[])[], separator: string, lineEnd: string, quoteAll: boolean) =>
  rows
    .map((row) =>
      row.map((cell) => (quoteAll || /[,;|\t"\n]/.test(cell) ? quoted(cell) : cell)).join(separator),
    )
    .join(lineEnd);

const name = fc
  .tuple(
    fc.constantFrom('Zoë', 'Jürgen', 'An', 'François', "Sean O'", 'Łukasz', 'Ñusta', 'Smith, J'),
    fc.constantFrom('Lefèvre', 'Groß', 'De Smet', "'t Hart", 'Müller "Bo"', 'Ødegård', 'Peña; Ruiz', 'x|y'),
  )
  .map((parts) => parts.join(' '));
const headings = fc.constantFrom(
  ['Name', 'E-mail', 'Role'],
  ['Naam', 'E-mailadres', 'Rol'],
  ['Nom complet', 'Adresse e-mail', 'Rôle'],
  ['Anzeigename', 'E-Mail-Adresse', 'Rolle'],
  ['displayName', 'mail', 'role'],
);
/** Encodings with the line ends that their programs write. */
const ways = fc.constantFrom<{ encoding: Encoding; mark: boolean; lineEnd: string }[]>(
  { encoding: 'utf-8', mark: false, lineEnd: '\n' },
  { encoding: 'utf-8', mark: true, lineEnd: '\r\n' },
  { encoding: 'utf-16le', mark: true, lineEnd: '\r\n' },
  { encoding: 'utf-16be', mark: false, lineEnd: '\n' },
  { encoding: 'windows-1252', mark: false, lineEnd: '\r\n' },
  { encoding: 'macintosh', mark: false, lineEnd: '\r' },
);

it('reads back any list, whatever separates, quotes and encodes it', () => {
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 8 }),
      headings,
      fc.constantFrom(',', ';', '\t', '|'),
      ways,
      fc.boolean(),
      (names, head, separator, { encoding, mark, lineEnd }, quoteAll) => {
        const people = names
          .map((one) => (encoding.startsWith('utf') ? one : one.replace('Łukasz', 'Luc')))
          .map((one, at) => [one, `p${at}@example.com`, 'user']);
        const bytes = encode(lines([head, ...people], separator, lineEnd, quoteAll), encoding, { mark });
        const judgement = judgeBytes(bytes);
        const readings =
          judgement.kind === 'unsure' ? judgement.encodings : [Reflect.get(judgement, 'encoding')];
        const list = readList(decode(bytes, readings.includes(encoding) ? encoding : readings[0]));
        if (list.kind !== 'table') throw new Error('no table');
        const { uses, isSure } = guessOf(list.table, list.table.hasHeadings);
        const read = peopleOfTable(list.table, { hasHeadings: true, uses });
        expect(isSure).toBe(true);
        expect(read.map((one) => [one.name, one.email, one.role])).toEqual(people);
        expect(statesOf(read, new Set())).toEqual(people.map(() => 'ready'));
      },
    ),
  );
});

const address = fc
  .tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat(99))
  .map(([word, at]) => `${word}${at}@example.com`);
const junk = fc.constantFrom('', 'True', 'Gent', 'E3', '2026-01-01', 'n/a', '+32 9 123', 'admin');
const others = fc.constantFrom(
  'Recovery Email',
  'E-mail privé',
  'Secondary Email',
  'E-mail 2 Address',
  'Manager email',
  'Alternate email address',
  'Proxy addresses',
  'Correo',
  'Second address',
  'Notes',
  'Licenses',
);

it('invites nobody at an address from a column other than the known one', () => {
  const row = fc.record({
    work: fc.oneof(address, junk),
    others: fc.array(fc.oneof(address, junk), { minLength: 4, maxLength: 4 }),
  });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 10 }),
      fc.array(others, { minLength: 4, maxLength: 4 }),
      fc.nat(4),
      fc.constantFrom(',', ';', '\t'),
      (rows, otherHeadings, place, separator) => {
        const at = <T>(known: T, rest: readonly T[]) => [
          ...rest.slice(0, place),
          known,
          ...rest.slice(place),
        ];
        const table = [
          ['Name', ...at('Work e-mail', otherHeadings)],
          ...rows.map((one, index) => [`Person ${'abcdefghij'.charAt(index)}`, ...at(one.work, one.others)]),
        ];
        const list = readList(lines(table, separator, '\n', false));
        if (list.kind !== 'table') throw new Error('no table');
        const { uses, isSure } = guessOf(list.table, list.table.hasHeadings);
        if (!isSure) return;
        const read = peopleOfTable(list.table, { hasHeadings: true, uses });
        const allowed = new Set(rows.map(({ work }) => emailKey(work)));
        const invited = read.filter((_one, index) => isInvited(statesOf(read, new Set())[index]!));
        expect(invited.every(({ email }) => allowed.has(emailKey(email)))).toBe(true);
        expect(read).toHaveLength(rows.length);
      },
    ),
  );
});

it('marks nothing as ready that nobody stated', () => {
  // Without a known heading for addresses someone is asked, whatever is in the cells.
  const cell = fc.oneof(address, junk, name);
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      (rows) => {
        const list = readList(lines([['Wie', 'Wat', 'Waar'], ...rows], ';', '\n', false));
        if (list.kind === 'table') {
          expect(guessOf(list.table, list.table.hasHeadings).isSure).toBe(false);
        } else {
          expect(statesOf(list.people, new Set())).not.toContain('ready');
        }
      },
    ),
  );
});

it('reads back addresses however they are pasted', () => {
  const person = fc.record({
    name: fc.constantFrom('Jan Peeters', "'t Hart", 'An De Smet', 'Zoë'),
    email: address,
  });
  const form = fc.constantFrom(
    (one: { name: string; email: string }) => `${one.name} <${one.email}>`,
    (one: { name: string; email: string }) => `"${one.name}" <${one.email}>`,
    (one: { name: string; email: string }) => `${one.name} (Sales) <mailto:${one.email}>`,
    (one: { name: string; email: string }) => `\u200B${one.name}\u00A0<${one.email}\u200B>`,
    (one: { name: string; email: string }) => `[${one.name}](mailto:${one.email})`,
    (one: { name: string; email: string }) => `${one.name} (${one.email})`,
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(person, form), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('; ', ', ', ';', ' ;\t'),
      (people, separator) => {
        const entries = readEntries(people.map(([one, write]) => write(one)).join(separator));
        expect(entries.map((one) => [one.nameIs, one.name, one.email])).toEqual(
          people.map(([one]) => ['clear', one.name, one.email]),
        );
      },
    ),
  );
});

it('takes anything', () => {
  const piece = fc.constantFrom(
    ...[
      '"',
      '<',
      '>',
      '(',
      ')',
      '[',
      '](',
      ',',
      ';',
      '|',
      '\t',
      '\n',
      '\r',
      '@',
      'a@b.be',
      'Name',
      'E-mail',
      ' ',
    ],
    ...["'", '=', '“', '”', '«', '»', 'mailto:', '%', '\u200B', '1.', '-', 'sep=;\n'],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      const list = readList(pieces.join(''));
      if (list.kind === 'addresses') {
        expect(statesOf(list.people, new Set())).toHaveLength(list.people.length);
        return;
      }
      for (const hasHeadings of [true, false]) {
        const { uses } = guessOf(list.table, hasHeadings);
        expect(uses).toHaveLength(list.table.width);
        expect(uses.every((use) => columnUses.includes(use))).toBe(true);
        expect(uses.filter((use) => use === 'email').length).toBeLessThanOrEqual(1);
        peopleOfTable(list.table, { hasHeadings, uses });
      }
    }),
  );
});
