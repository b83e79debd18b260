import type { CodeFile } from './import-graph.ts';

const blockLines = 6;

/** A line as it is compared: without indentation; undefined for what is the same everywhere. */
function compared(line: string): string | undefined {
  const text = line.trim();
  return text === '' || /^(import\b|\}|\)|\/\/|\*|\/\*)/.test(text) ? undefined : text;
}

/**
 * Places that share six or more lines of code in a row, imports and closing brackets not counted. A longer block counts
 * once.
 *
 * @returns `first file:line second file:line` of each
 */
export function duplicateBlocks(files: readonly Pick<CodeFile, 'path' | 'source'>[]): readonly string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const { path, source } of files) {
    const lines = source
      .split('\n')
      .map((line, index) => ({ text: compared(line), at: index + 1 }))
      .filter((line): line is { text: string; at: number } => line.text !== undefined);
    let inside = false;
    for (let at = 0; at + blockLines <= lines.length; at += 1) {
      const block = lines.slice(at, at + blockLines);
      const key = block.map(({ text }) => text).join('\n');
      const place = `${path}:${block[0]?.at}`;
      const first = seen.get(key);
      if (first !== undefined && !inside) found.push(`${first} ${place}`);
      inside = first !== undefined;
      if (first === undefined) seen.set(key, place);
    }
  }
  return found;
}
