import { trimInvisible } from '#contract/email.ts';

/** A line of CSV; a cell in quotes may continue over several of the text's. */
export interface CsvRecord {
  /** Number of the line of the text where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** As in the text, without invisible characters at its ends. */
  readonly raw: string;
}

/** Separators of cells, the likeliest first where nothing else decides: names contain commas. */
const separators = ['\t', ';', '|', ','] as const;

/**
 * Reads CSV (RFC 4180) whatever its separator: that of a first line `sep=;`, as Excel writes it, or the one of tab,
 * semicolon, bar and comma that divides most lines into the same number of cells. Empty lines are left out, cells
 * are trimmed, and an apostrophe that protected a cell from being a formula is removed. Never throws and takes
 * linear time: a quote that is never closed is a character like any other.
 */
export const readCsv = (text: string): readonly CsvRecord[] => readSeparated(text).records;

/** The same with what separates the cells; undefined when each line is one. */
export function readSeparated(text: string): {
  readonly separator: string | undefined;
  readonly records: readonly CsvRecord[];
} {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [directive = '', told] = /^"?sep=([^\n"])"?\n/i.exec(source) ?? [];
  const separator = told ?? separatorIn(source);
  return { separator, records: recordsOf(source, { separator: separator ?? '\n', from: directive.length }) };
}

/** The separator of the text; undefined when each line is one cell. Only its beginning is examined. */
function separatorIn(source: string): string | undefined {
  const rated = separators.map((separator) => {
    const records = recordsOf(source, { separator, most: 50 });
    const [width, agreeing] = usualWidth(records);
    const odd = records.filter(({ cells }) => cells.some((cell) => cell.includes('"'))).length;
    const first = records[0]?.cells.length ?? 0;
    // A separator that splits quotes, or that the headings do not have, does not count.
    const rate = (agreeing - odd / 2) / Math.max(records.length, 1) / (first > 1 ? 1 : 2);
    return { separator, width, rate };
  });
  const likely = rated.filter(({ width, rate }) => width > 1 && rate > 0);
  return likely.reduce<(typeof likely)[number] | undefined>((best, one) => {
    if (!best || one.rate > best.rate) return one;
    return one.rate === best.rate && one.width > best.width + 1 ? one : best;
  }, undefined)?.separator;
}

/** The number of cells that most records with several have, and how many have it. */
function usualWidth(records: readonly CsvRecord[]): readonly [width: number, agreeing: number] {
  const counts = new Map<number, number>();
  for (const { cells } of records) {
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0] as const);
}

interface Reading {
  readonly separator: string;
  /** Index where the first record begins. */
  readonly from?: number;
  /** No more records than these. */
  readonly most?: number;
}

function recordsOf(source: string, { separator, from = 0, most = Infinity }: Reading): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = from === 0 ? 1 : 2;
  for (let at = from; at < source.length && records.length < most; at += 1) {
    const begin = at;
    const start = line;
    const cells: string[] = [];
    for (;;) {
      const cell = cellAt(source, at, separator);
      cells.push(clean(cell.text));
      line += cell.breaks;
      at = cell.end;
      if (source.charAt(at) !== separator || separator === '\n') break;
      at += 1;
    }
    line += 1;
    if (cells.some((cell) => cell !== '')) {
      records.push({ line: start, cells, raw: trimInvisible(source.slice(begin, at)) });
    }
  }
  return records;
}

interface Cell {
  readonly text: string;
  /** Index of the separator or line end after it, or the length of the text. */
  readonly end: number;
  /** How many lines it spans. */
  readonly breaks: number;
}

function cellAt(source: string, from: number, separator: string): Cell {
  const blanks = afterBlanks(source, from, separator);
  // `="007"`: a formula that keeps a spreadsheet from changing the text.
  const open = source.charAt(blanks) === '=' && source.charAt(blanks + 1) === '"' ? blanks + 1 : blanks;
  const close = source.charAt(open) === '"' ? closingQuote(source, open, separator) : -1;
  if (close >= 0) {
    const text = source.slice(open + 1, close).replaceAll('""', '"');
    return { text, end: afterBlanks(source, close + 1, separator), breaks: text.split('\n').length - 1 };
  }
  let end = blanks;
  while (!isEnd(source, end, separator)) end += 1;
  return { text: source.slice(from, end), end, breaks: 0 };
}

/**
 * Where the quote that opens at an index is closed: by one before a separator or a line end. -1 when it is not.
 * Cells that begin with an odd run of quotes end this scan, those that begin with an even one end their own at
 * once: no part of a text is scanned for more than two of them.
 */
function closingQuote(source: string, open: number, separator: string): number {
  for (let at = source.indexOf('"', open + 1); at >= 0; at = source.indexOf('"', at + 2)) {
    if (source.charAt(at + 1) === '"') continue;
    return isEnd(source, afterBlanks(source, at + 1, separator), separator) ? at : -1;
  }
  return -1;
}

function afterBlanks(source: string, from: number, separator: string): number {
  let at = from;
  while (/[ \t\u00A0\u200B]/.test(source.charAt(at)) && source.charAt(at) !== separator) at += 1;
  return at;
}

const isEnd = (source: string, at: number, separator: string) =>
  at >= source.length || source.charAt(at) === '\n' || source.charAt(at) === separator;

/** Without the apostrophe or the formula that protected it from being changed. */
function clean(cell: string): string {
  const text = trimInvisible(cell);
  const isWrapped = text.length > 2 && text.startsWith('="') && text.endsWith('"');
  if (isWrapped) return text.slice(2, -1).replaceAll('""', '"');
  return text.replace(/^'(?=\s*[=+\-@＝＋－＠])/, '');
}
