import { isDamaged } from '#src/features/people/invite/list/damage.ts';
import { readEntries } from '#src/features/people/invite/list/entries.ts';
import { meaningOf } from '#src/features/people/invite/list/headings.ts';
import { listedPerson } from '#src/features/people/invite/list/listed-person.ts';
import { cleanName, displayName, nameFromAddress } from '#src/features/people/invite/list/person-name.ts';
import { readList } from '#src/features/people/invite/list/read-list.ts';
import { readRole } from '#src/features/people/invite/list/roles.ts';
import { guessOf, peopleOfTable, samplesOf } from '#src/features/people/invite/list/table.ts';
import { readQuestionCsv } from '#src/features/templates/file/question-csv.ts';
import { readTemplateFile } from '#src/features/templates/file/template-file.ts';
import { dryRun } from '#src/features/templates/import/dry-run.ts';
import { csvCell } from '#src/lib/csv/csv.ts';
import { readSeparated } from '#src/lib/csv/csv-read.ts';
import { decode, isValid } from '#src/lib/text-file/encodings.ts';
import { formatOf } from '#src/lib/text-file/file-format.ts';
import { judgeBytes } from '#src/lib/text-file/judge-bytes.ts';
import { isPlausible } from '#src/lib/text-file/plausible.ts';
import { samplesOf as samplesOfFile } from '#src/lib/text-file/read-text-file.ts';
import { bytesOf, type Parser } from '../parser.ts';

const csv = ['"', ' ', ',', ';', '\n', 'a'];
const line = ['<', '>', '(', ')', '"', ',', '@', ' |'];
const table = ['email,name\n', 'a@b.c,x\n', ',', '\n', '"', 'e-mail type,', 'a', '@'];
const name = ['(', ')', ' ', ',', '.', '"', 'a', '\u200b'];
const bytes = ['\xe9', 'a', '\n', '\r', '\0', '\x80', 'é\n', ' '];

/** Files that people choose and lists that they paste. */
export const listParsers: readonly Parser[] = [
  { name: 'CSV', signs: csv, read: readSeparated },
  { name: 'CSV of formulas', signs: ['="', '"', '=', ',', '\n', 'a'], read: readSeparated },
  { name: 'damaged name', signs: ['&', '=?', '?q', 'a', 'Ã', '√'], read: isDamaged },
  { name: 'CSV that names its separator', signs: csv, read: (text) => readSeparated(`sep=;\n${text}`) },
  {
    name: 'cell of CSV, written',
    signs: ['"', ' ', '=', '\t', '\u200b'],
    read: (text) => csvCell(text, ','),
  },
  {
    name: 'list of people',
    signs: ['<', '"', ',', '@', '\n', 'a@b.c ', 'x;'],
    read: (text) => readList(text),
  },
  {
    name: 'table of people',
    signs: table,
    read: (text) => {
      const list = readList(`email,name,e-mail 1 - value\na@b.c,x\n${text}`);
      if (list.kind !== 'table') return;
      const { uses } = guessOf(list.table, true);
      return [peopleOfTable(list.table, { hasHeadings: true, uses }), samplesOf(list.table, true, 1)];
    },
  },
  {
    name: 'headings of a table of people',
    length: 2640,
    signs: ['e-mail 1 - type,', 'e-mail type,', 'name,', ','],
    read: (text) => {
      const list = readList(`e-mail 1 - value,${text}\na@b.c,x\n`);
      if (list.kind !== 'table') return;
      const { uses } = guessOf(list.table, true);
      return peopleOfTable(list.table, { hasHeadings: true, uses });
    },
  },
  { name: 'line of addresses', signs: line, read: readEntries },
  { name: 'line of links', signs: ['[a](', 'mailto:a@b.c', ')', '- ', '1. ', "'", '.'], read: readEntries },
  { name: 'name of a person', signs: name, read: (text) => displayName(`An ${text}`) },
  { name: 'name in one line', signs: name, read: cleanName },
  { name: 'name from an address', signs: ['.', '_', '1', 'a', '@'], read: nameFromAddress },
  {
    name: 'person of a list',
    signs: [' ', '@', '.', 'a', '#ext#@'],
    read: (text) =>
      listedPerson({ line: 1, raw: text, email: text, name: '', isNameClear: true, role: text }),
  },
  { name: 'heading', signs: ['a', 'B', '-', ' ', 'e-mail ', '\u0301'], read: meaningOf },
  { name: 'role', signs: ['a', ' ', '-', '\u200b'], read: readRole },
  {
    name: 'questions as CSV',
    signs: [',', '\n', 'a', 'type,theme,question\n', 'a,b,c\n'],
    read: (text) => readQuestionCsv(text, { type: 'a', theme: 'b' }),
  },
  { name: 'templates', signs: ['{"format":', '[', '"', ' ', '\\"'], read: readTemplateFile },
  {
    name: 'templates that are compared',
    signs: ['a', 'b'],
    read: (text) => {
      const names = Array.from(text, (sign, at) => `${sign}${at}`);
      const types = names.map((type) => ({ name: type, themes: [] }));
      const themes = names.map((theme) => ({ name: theme, questions: [] }));
      const questions = names.map((question) => ({ question }));
      const present = {
        types: names.map((type, id) => ({ id, name: type, isDefault: false })),
        themes: [],
        questions: new Map(),
      };
      return dryRun(
        [...types, { name: 'x', themes: [...themes, { name: 'y', questions }] }],
        present as never,
      );
    },
  },
  {
    name: 'format of a file',
    signs: ['<', ' ', '<?xml', 'PK\x03\x04', 'xl/'],
    read: (text) => formatOf(bytesOf(text)),
  },
  { name: 'encoding of a file', signs: bytes, read: (text) => judgeBytes(bytesOf(text)) },
  {
    name: 'encodings',
    signs: bytes,
    read: (text) => [decode(bytesOf(text), 'cp850'), isValid(bytesOf(text), 'utf-8')],
  },
  {
    name: 'word in an encoding',
    signs: ['a', 'É', 'ß', '·', '\u0301', '’'],
    read: (text) => isPlausible({ text, next: '.' }),
  },
  {
    name: 'samples of a file',
    signs: bytes,
    read: (text) =>
      samplesOfFile({ name: 'a', bytes: bytesOf(text), encoding: 'windows-1252', others: [] }, 50),
  },
];
