/** A line of CSV with the number of the line of the text where it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV (RFC 4180) whatever its separator: the first line that has one decides between comma, semicolon and
 * tab. Empty lines are left out, cells are trimmed, and an apostrophe that protected a cell from being a formula
 * goes. Never throws: a quote that is never closed ends with the text.
 */
export function readCsv(text: string): readonly CsvRecord[] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorIn(source);
  const records: CsvRecord[] = [];
  let [cells, cell, line, start, quoted]: [string[], string, number, number, boolean] = [[], '', 1, 1, false];
  const end = () => {
    cells.push(clean(cell));
    if (cells.some((one) => one !== '')) records.push({ line: start, cells });
    [cells, cell, start] = [[], '', line + 1];
  };
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '"' && quoted && source.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (char === '\n' && !quoted) {
      end();
      line += 1;
    } else if (char === separator && !quoted) {
      cells.push(clean(cell));
      cell = '';
    } else {
      if (char === '\n') line += 1;
      cell += char;
    }
  }
  end();
  return records;
}

const clean = (cell: string) => cell.trim().replace(/^'(?=\s*[=+\-@＝＋－＠])/, '');

/** The separator that the first line outside quotes uses most. */
function separatorIn(source: string): string {
  const counts = new Map([
    [';', 0],
    ['\t', 0],
    [',', 0],
  ]);
  let quoted = false;
  for (const char of source) {
    if (char === '"') quoted = !quoted;
    else if (char === '\n' && !quoted && [...counts.values()].some((count) => count > 0)) break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most && most[1] > 0 ? most[0] : ',';
}
