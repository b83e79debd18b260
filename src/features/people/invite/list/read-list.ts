import { type CsvRecord, readSeparated } from '#src/lib/csv/csv-read.ts';
import { readEntries } from './entries.ts';
import { meaningOf } from './headings.ts';
import { type ListedPerson, listedPerson } from './listed-person.ts';
import type { ListTable } from './table.ts';

/** Nobody invites more at once: with the API's rate limit it would take hours. */
export const maxListed = 2000;

/** Outlook writes ninety for each contact; more is not a list of people. */
const maxColumns = 200;

/** A list as it was understood: addresses one after the other, or a table whose columns mean something. */
export type ReadList =
  | { readonly kind: 'addresses'; readonly people: readonly ListedPerson[] }
  | { readonly kind: 'table'; readonly table: ListTable };

/**
 * Returns whom to invite, from whatever people paste or upload: addresses in all the ways they are written, or CSV of
 * any separator with or without headings. Never throws, takes linear time, and loses no line: one without an address is
 * there with its text.
 */
export function readList(text: string): ReadList {
  // The character of Japanese and Chinese keyboards.
  const source = text.replaceAll('＠', '@');
  const { separator, records: lines } = readSeparated(source);
  const records = lines.filter(({ raw }) => !isRule(raw));
  const heading = headingRow(records);
  if (heading >= 0) return tableFrom(records.slice(heading), true);
  if (isTable(records, separator)) {
    const [first, ...others] = records;
    return tableFrom(records, others.length > 0 && first !== undefined && !hasAddress(first));
  }
  return { kind: 'addresses', people: peopleOfLines(source) };
}

/** A line that is drawn below headings or between people. */
const isRule = (line: string) => /^[-=_*:|+\s]*$/.test(line);

const hasAddress = ({ cells }: CsvRecord) => cells.some((cell) => cell.includes('@'));

/** Programs write a title above the headings; there are no people there. -1 when no line is recognised as headings. */
function headingRow(records: readonly CsvRecord[]): number {
  const start = records.slice(0, 12);
  const first = start.findIndex(hasAddress);
  return start
    .slice(0, first < 0 ? start.length : first)
    .findIndex(({ cells }) => cells.slice(0, maxColumns).some((cell) => meaningOf(cell)?.use === 'email'));
}

const tableFrom = (records: readonly CsvRecord[], hasHeadings: boolean): ReadList => ({
  kind: 'table',
  table: {
    // One more than are invited, so that the page can say that some are left.
    records: records.slice(0, maxListed + 2),
    hasHeadings,
    width: Math.max(
      ...records.slice(0, maxListed + 2).map(({ cells }) => Math.min(cells.length, maxColumns)),
    ),
  },
});

/** Whether most lines with an address have something else in a cell of its own, other than `Last, First <mail>`. */
function isTable(records: readonly CsvRecord[], separator: string | undefined): boolean {
  let [tables, lists] = [0, 0];
  for (const { cells } of records.slice(0, 200)) {
    const addresses = cells.filter((cell) => cell.includes('@'));
    const isShown = addresses.some((cell) => /[<[(]/.test(cell));
    const hasOthers = cells.some((cell) => cell !== '' && !cell.includes('@'));
    if (addresses.length === 0) continue;
    if (hasOthers && (!isShown || (separator !== ',' && addresses.length === 1))) tables += 1;
    else lists += 1;
  }
  return tables > lists;
}

function peopleOfLines(text: string): readonly ListedPerson[] {
  const people: ListedPerson[] = [];
  const lines = text.split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/);
  for (const [at, line] of lines.entries()) {
    if (isRule(line)) continue;
    for (const { email, name, nameIs, raw } of readEntries(line)) {
      people.push(listedPerson({ line: at + 1, raw, email, name, isNameClear: nameIs === 'clear' }));
    }
    if (people.length > maxListed) break;
  }
  return people;
}
