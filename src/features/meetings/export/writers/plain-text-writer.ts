import { isolated } from '#src/i18n/isolation.ts';
import {
  type ListBlock,
  type MinutesBlock,
  type MinutesDocument,
  textOfLine,
} from '#src/lib/document/blocks.ts';

/** The minutes as plain text, for where rich text cannot be pasted. */
export function writePlainText(document: MinutesDocument): string {
  const head = [
    document.name,
    document.lead,
    document.facts.map(({ label, value }) => `${label}: ${isolated(value)}`).join('\n'),
  ];
  const foot = document.seal ? [document.seal] : [];
  return `${[...head, ...document.blocks.map(block), ...foot].join('\n\n')}\n`;
}

function block(item: MinutesBlock): string {
  switch (item.kind) {
    case 'heading':
      return item.level === 2 ? item.text.toUpperCase() : item.text;
    case 'question':
      return item.text;
    case 'paragraph':
      return item.lines.map(textOfLine).join('\n');
    case 'list':
      return list(item, '');
    case 'table':
      return item.rows
        .map((row) => `- ${row.map((cell) => isolated(cell.replaceAll('\n', ' '))).join(' | ')}`)
        .join('\n');
    case 'aside':
      return [`${item.label}:`, ...item.blocks.map(block)].join('\n');
  }
}

const list = ({ ordered, start, items }: ListBlock, indent: string): string =>
  items
    .flatMap(({ line, lists }, index) => [
      `${indent}${ordered ? `${start + index}.` : '-'} ${textOfLine(line)}`,
      ...lists.map((child) => list(child, `${indent}  `)),
    ])
    .join('\n');
