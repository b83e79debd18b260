import { isolated } from '#src/i18n/isolation.ts';
import type {
  Line,
  ListBlock,
  MinutesBlock,
  MinutesDocument,
  Span,
  TableBlock,
} from '#src/lib/document/blocks.ts';

/** The minutes as Markdown (CommonMark with tables). What content says cannot become markup by chance. */
export function writeMarkdown(document: MinutesDocument): string {
  const head = [
    `# ${escapedMarkdown(document.name)}`,
    escapedMarkdown(document.lead),
    document.facts
      .map(({ label, value }) => `- **${escapedMarkdown(label)}:** ${escapedMarkdown(isolated(value))}`)
      .join('\n'),
  ];
  const foot = document.seal ? ['---', escapedMarkdown(document.seal)] : [];
  return `${[...head, ...document.blocks.map(block), ...foot].join('\n\n')}\n`;
}

function block(item: MinutesBlock): string {
  switch (item.kind) {
    case 'heading':
      return `${'#'.repeat(item.level)} ${escapedMarkdown(item.text)}`;
    case 'question':
      return `**${escapedMarkdown(item.text)}**`;
    case 'paragraph':
      // Two spaces at the end of a line keep the break.
      return item.lines.map((line) => inline(item.muted ? italic(line) : line)).join('  \n');
    case 'list':
      return list(item, '');
    case 'table':
      return table(item);
    case 'aside': {
      const text = [`**${escapedMarkdown(item.label)}**`, ...item.blocks.map(block)].join('\n\n');
      return text
        .split('\n')
        .map((line) => (line === '' ? '>' : `> ${line}`))
        .join('\n');
    }
  }
}

const italic = (line: Line): Line => line.map((span) => ({ ...span, italic: true }));

function list({ ordered, start, items }: ListBlock, indent: string): string {
  return items
    .flatMap(({ line, lists }, index) => {
      const marker = ordered ? `${start + index}. ` : '- ';
      const inner = indent + ' '.repeat(marker.length);
      return [`${indent}${marker}${inline(line)}`, ...lists.map((child) => list(child, inner))];
    })
    .join('\n');
}

function table({ columns, rows }: TableBlock): string {
  const line = (cells: readonly string[]) =>
    `| ${cells
      .map((cell) =>
        escapedMarkdown(cell)
          .replaceAll('|', '\\|')
          .split('\n')
          .map((text) => text.trim())
          .filter((text) => text !== '')
          .join('<br>'),
      )
      .join(' | ')} |`;
  return [
    line(columns.map(({ label }) => label)),
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}

const inline = (line: Line) => line.map(span).join('');

function span({ text, bold, italic: leaning, code }: Span): string {
  if (code) {
    const fence = text.includes('`') ? '``' : '`';
    return `${fence}${text}${fence}`;
  }
  const words = text.trim();
  if (words === '') return text;
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(text.trimEnd().length);
  const marker = `${bold ? '**' : ''}${leaning ? '_' : ''}`;
  return `${before}${marker}${escapedMarkdown(words)}${[...marker].reverse().join('')}${after}`;
}

/** Text in which every character that could be markup is escaped. */
export function escapedMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>#~]/g, '\\$&')
    .replaceAll(/&(?=#|\w)/g, '\\&')
    .replaceAll(/[^\n\r\u2028\u2029]+/g, escapedStart);
}

/** A line that does not begin as an item of a list, a rule or the underline of a heading. */
const escapedStart = (line: string): string =>
  line.replace(/^(\s*\d*)([-+=.)])(?=\2*\s*$|\s)/, (start, before: string, sign: string) =>
    /[.)]/.test(sign) === /\d$/.test(before) ? `${before}\\${sign}` : start,
  );
