import { browserLocales, intl } from '../intl.ts';

export type CsvSeparator = ',' | ';';

/**
 * Rows as CSV (RFC 4180) with a byte order mark, without which Excel does not recognise UTF-8. A cell that a
 * spreadsheet could treat as a formula gets an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function writeCsv(rows: readonly (readonly string[])[], separator: CsvSeparator): string {
  return `\uFEFF${rows.map((row) => `${row.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`).join('')}`;
}

/** One cell, neutralised and quoted where it must be. */
export function csvCell(text: string, separator: CsvSeparator): string {
  const harmless = isFormula(text) ? `'${text}` : text;
  // A tab or a bar too: a program that splits there would treat what follows as a cell, and perhaps as a formula.
  return /["\r\n\t,;|]/.test(harmless) || harmless.includes(separator) || harmless.trim() !== harmless
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}

// Spreadsheets skip white space before a formula, and treat full-width symbols like the narrow ones.
const isFormula = (text: string) => /^[\t\r\n]|^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(text);

/** What Excel expects where the decimal separator is a comma: a semicolon. */
export function separatorOf(locale: string | undefined): CsvSeparator {
  const decimal = intl
    .number(locale)
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value;
  return decimal === ',' ? ';' : ',';
}

/** What a spreadsheet on this device expects, judging by the browser's language. */
export const browserSeparator = (): CsvSeparator => separatorOf(browserLocales()[0]);
