import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeCsv } from '#src/lib/csv.ts';
import { problemsIn, readInvitationList } from './invitation-list.ts';

const short = (text: string) =>
  readInvitationList(text).map(({ name, email, role }) => [name, email, ...(role ? [role] : [])]);

it('reads addresses, names with addresses, and several on a line', () => {
  expect(short('jan.peeters@a.be')).toEqual([['Jan Peeters', 'jan.peeters@a.be']]);
  expect(short('Jan Peeters <jan@a.be>\n"De Smet, An" <an@a.be>')).toEqual([
    ['Jan Peeters', 'jan@a.be'],
    ['De Smet, An', 'an@a.be'],
  ]);
  expect(short('a@a.be, Bo <b@a.be>; c@a.be;')).toEqual([
    ['A', 'a@a.be'],
    ['Bo', 'b@a.be'],
    ['C', 'c@a.be'],
  ]);
});

it('reads CSV with and without headings, whatever its separator', () => {
  expect(short('Naam;E-mail;Rol\r\nJan;jan@a.be;Manager\r\n')).toEqual([['Jan', 'jan@a.be', 'manager']]);
  expect(short('First name,Last name,Email\nAn,De Smet,an@a.be')).toEqual([['An De Smet', 'an@a.be']]);
  expect(short('Jan Peeters\tjan@a.be\tadmin')).toEqual([['Jan Peeters', 'jan@a.be', 'admin']]);
  expect(short('"Peeters, Jan",jan@a.be')).toEqual([['Peeters, Jan', 'jan@a.be']]);
});

it('loses no line: what holds no address is there with its text', () => {
  expect(readInvitationList('hello\n\n"open quote\njan@a.be').map(({ raw, email }) => [raw, email])).toEqual([
    ['hello', ''],
    ['open quote', ''],
    ['jan@a.be', 'jan@a.be'],
  ]);
});

it('marks the same person twice, whoever exists, and what cannot be sent', () => {
  const list = readInvitationList(
    'email,role\nJan@A.be\njan@a.be\nnora@a.be\nnot@an\nx@a.be,super-admin\n<,>',
  );
  expect(problemsIn(list, new Set(['nora@a.be']))).toEqual([
    undefined,
    'duplicate',
    'existing',
    'malformed',
    'role',
    'malformed',
  ]);
});

it('takes anything', () => {
  const piece = fc.constantFrom(
    '"',
    '<',
    '>',
    ',',
    ';',
    '\t',
    '\n',
    '\r',
    '@',
    'a@b.be',
    'Name',
    ' ',
    "'",
    '=',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      const list = readInvitationList(pieces.join(''));
      expect(problemsIn(list, new Set())).toHaveLength(list.length);
    }),
  );
});

it('reads back what a spreadsheet wrote', () => {
  const cell = fc.stringMatching(/^[A-Za-zÀ-ÿ",;=+-]([A-Za-zÀ-ÿ "',;-]{0,12}[A-Za-z])?$/);
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',' as const, ';' as const),
      (names, separator) => {
        const rows = names.map((name, at) => [name, `p${at}@example.com`]);
        const list = readInvitationList(writeCsv([['Name', 'Email'], ...rows], separator));
        expect(list.map(({ email }) => email)).toEqual(rows.map(([, email]) => email));
        expect(list.map(({ name }) => name)).toEqual(
          names.map((name, at) => (name.trim() === '' ? `P${at}` : name.trim().replace(/\s+/g, ' '))),
        );
      },
    ),
  );
});
