import { trimInvisible } from '#contract/email.ts';
import { shortened, wholeCharacters } from '#contract/whole-characters.ts';
import type { CsvRecord } from '#src/lib/csv/csv-read.ts';
import { type ColumnGuess, type ColumnUse, guessColumns } from './columns.ts';
import { readEntries } from './entries.ts';
import { meaningOf, wordsOf } from './headings.ts';
import { type ListedPerson, listedPerson } from './listed-person.ts';
import { cleanName, unquoted } from './person-name.ts';

/** A list with one person per line and columns. */
export interface ListTable {
  /** Including the headings, if it has any. */
  readonly records: readonly CsvRecord[];
  /** Whether the first record seems to be headings. */
  readonly hasHeadings: boolean;
  readonly width: number;
}

/** What a person says about the columns of a table. */
export interface ColumnChoice {
  readonly hasHeadings: boolean;
  readonly uses: readonly ColumnUse[];
}

export const headingsOf = ({ records }: ListTable, hasHeadings: boolean): readonly string[] | undefined =>
  hasHeadings ? records[0]?.cells : undefined;

export const rowsOf = ({ records }: ListTable, hasHeadings: boolean): readonly CsvRecord[] =>
  hasHeadings ? records.slice(1) : records;

/** The first cells of a column that differ. */
export function samplesOf(table: ListTable, hasHeadings: boolean, column: number): readonly string[] {
  const cells = rowsOf(table, hasHeadings)
    .slice(0, 50)
    .map((record) => record.cells[column] ?? '');
  const different = new Set(cells.filter((cell) => cell !== '').map((cell) => shortened(cell, 80)));
  return [...different].slice(0, 3);
}

/** What the columns seem to be. */
export function guessOf(table: ListTable, hasHeadings: boolean): ColumnGuess {
  const rows = rowsOf(table, hasHeadings).map(({ cells }) => cells);
  return guessColumns(headingsOf(table, hasHeadings), rows, table.width);
}

/** The people of a table: one per line, whatever other addresses it has. */
export function peopleOfTable(
  table: ListTable,
  { hasHeadings, uses }: ColumnChoice,
): readonly ListedPerson[] {
  const headings = headingsOf(table, hasHeadings);
  const heading = headings?.join('\n');
  // No wider than the table is taken to be: a line of headings may have any number.
  const pairs = labelledAddresses(headings?.slice(0, table.width) ?? []);
  return rowsOf(table, hasHeadings)
    .filter(({ cells }) => cells.join('\n') !== heading)
    .map((record) => personOf(record, { uses, pairs }));
}

interface Columns {
  readonly uses: readonly ColumnUse[];
  readonly pairs: readonly LabelledAddress[];
}

function personOf({ line, raw, cells }: CsvRecord, { uses, pairs }: Columns): ListedPerson {
  const cell = (use: ColumnUse) => {
    const at = uses.indexOf(use);
    return at < 0 ? '' : (cells[at] ?? '');
  };
  const { email, name: shown } = addressIn(cells[emailColumn(cells, uses.indexOf('email'), pairs)] ?? '');
  const [first, middle, last, whole] = (['first', 'middle', 'last', 'name'] as const).map((use) =>
    cleanName(unquoted(cell(use))),
  );
  const parts = [first, middle, last].filter((part) => part !== undefined && part !== '').join(' ');
  // If one half is missing, the full name says more.
  const written = (first && last) || !whole ? parts : whole;
  return listedPerson({ line, raw, email, name: written || shown, isNameClear: true, role: cell('role') });
}

/**
 * The content of a cell in a column of addresses: one address, perhaps with a name; anything else unchanged, to be
 * corrected.
 */
function addressIn(cell: string): { readonly email: string; readonly name: string } {
  const entries = readEntries(wholeCharacters(cell, 1000));
  const [only] = entries;
  if (entries.length !== 1 || !only || only.email === '')
    return { email: wholeCharacters(trimInvisible(cell), 1000), name: '' };
  return { email: only.email, name: only.nameIs === 'clear' ? only.name : '' };
}

/** Google Contacts has addresses in pairs of columns: of what kind, and which. */
interface LabelledAddress {
  readonly label: number;
  readonly value: number;
}

function labelledAddresses(headings: readonly string[]): readonly LabelledAddress[] {
  const numbered = headings.map((heading) => {
    const words = wordsOf(heading);
    const number =
      words.includes('mail') || words.includes('email') ? words.find((word) => /^\d$/.test(word)) : undefined;
    return { number, isLabel: words.some((word) => ['type', 'label', 'typ'].includes(word)) };
  });
  return numbered.flatMap(({ number, isLabel }, label) => {
    const value = numbered.findIndex((other) => !other.isLabel && other.number === number);
    return number !== undefined && isLabel && value >= 0 ? [{ label, value }] : [];
  });
}

/** The column of a row's address: a different one from other rows if that is labelled as the one for work. */
function emailColumn(cells: readonly string[], usual: number, pairs: readonly LabelledAddress[]): number {
  if (!pairs.some(({ value }) => value === usual)) return usual;
  const kindOf = ({ label }: LabelledAddress) => meaningOf(`email ${cells[label] ?? ''}`);
  const own = pairs.find(({ value }) => value === usual);
  if (own && kindOf(own)?.use === 'email') return usual;
  const work = pairs.find((pair) => {
    const kind = kindOf(pair);
    return kind?.use === 'email' && kind.rank === 0 && (cells[pair.value] ?? '') !== '';
  });
  return work?.value ?? usual;
}
