import type { Line, ListBlock, MinutesBlock } from '../blocks.ts';
import { layOut, type Shaper } from './line-layout.ts';
import {
  artifact,
  contentWidth,
  ensureRoom,
  flowLines,
  ink,
  type Pen,
  paper,
  type Tag,
  type TextStyle,
} from './pages.ts';
import { drawTable } from './table.ts';

const rightToLeftMark = '\u200f';
const text: TextStyle = { size: 10, color: ink.text, leading: 1.5 };

interface HeadingStyle extends TextStyle {
  readonly above: number;
  readonly below: number;
}

const headings: Readonly<Record<2 | 3 | 4 | 5, HeadingStyle>> = {
  2: { size: 14, color: ink.brand, leading: 1.3, above: 20, below: 6 },
  3: { size: 11.5, color: ink.text, leading: 1.35, above: 12, below: 3 },
  4: { size: 10.5, color: ink.text, leading: 1.4, above: 7, below: 2 },
  5: { size: 10, color: ink.muted, leading: 1.4, above: 5, below: 1 },
};

/** Where text stands on the paper. */
interface Column {
  readonly x: number;
  readonly width: number;
}

const whole: Column = { x: paper.left, width: contentWidth };

/** Draws blocks one after the other, over as many pages as they need. */
export function drawBlocks(pen: Pen, parent: Tag, blocks: readonly MinutesBlock[], shaper: Shaper): void {
  for (const block of blocks) drawBlock(pen, parent, block, shaper, whole);
}

function drawBlock(pen: Pen, parent: Tag, block: MinutesBlock, shaper: Shaper, column: Column): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(pen, parent, block, shaper, column);
      return;
    case 'question':
      pen.y += 6;
      ensureRoom(pen, text.size * text.leading * 3);
      flow(pen, parent, 'P', [{ text: block.text, bold: true }], text, shaper, column);
      pen.y += 1;
      return;
    case 'paragraph': {
      const style = block.muted ? { ...text, color: ink.muted } : text;
      const lines = block.lines.flatMap((line) =>
        layOut(block.muted ? line.map((span) => ({ ...span, italic: true })) : line, {
          width: column.width,
          size: style.size,
          shaper,
        }),
      );
      withTag(pen, parent, 'P', (tag) => flowLines(pen, tag, lines, style, column));
      pen.y += 5;
      return;
    }
    case 'list':
      drawList(pen, parent, block, shaper, column);
      pen.y += 5;
      return;
    case 'table':
      pen.y += 4;
      drawTable(pen, parent, block, shaper);
      pen.y += 6;
      return;
    case 'aside':
      drawAside(pen, parent, block, shaper, column);
      return;
  }
}

type BlockOf<K> = Extract<MinutesBlock, { kind: K }>;

function drawHeading(pen: Pen, parent: Tag, block: BlockOf<'heading'>, shaper: Shaper, column: Column): void {
  const style = headings[block.level];
  // A heading stays with what it is about.
  const kept = block.level === 2 ? 7 : 4;
  ensureRoom(pen, style.above + style.size * style.leading + style.below + kept * text.size * text.leading);
  if (pen.y > paper.top) pen.y += style.above;
  flow(pen, parent, `H${block.level}`, [{ text: block.text, bold: true }], style, shaper, column);
  if (block.level === 2) {
    const y = pen.y + 2;
    artifact(pen.pdf, () => {
      pen.pdf
        .moveTo(column.x, y)
        .lineTo(column.x + column.width, y)
        .lineWidth(0.75)
        .strokeColor(ink.rule)
        .stroke();
    });
    pen.y += 4;
    pen.pdf.outline.addItem(block.text);
  }
  pen.y += style.below;
}

function drawAside(pen: Pen, parent: Tag, block: BlockOf<'aside'>, shaper: Shaper, column: Column): void {
  const inner = { x: column.x + 14, width: column.width - 14 };
  ensureRoom(pen, text.size * text.leading * 3);
  pen.y += 2;
  const first = pen.pdf.bufferedPageRange().count;
  const top = pen.y;
  withTag(pen, parent, 'BlockQuote', (tag) => {
    const label = { ...text, size: 8.5, color: ink.brand };
    flow(pen, tag, 'P', [{ text: block.label, bold: true }], label, shaper, inner);
    for (const child of block.blocks) drawBlock(pen, tag, child, shaper, inner);
  });
  // The bar beside it is drawn if it fits on one page; across a page break there would have to be two.
  if (pen.pdf.bufferedPageRange().count === first) {
    const bottom = pen.y - (block.blocks.length > 0 ? 4 : 0);
    artifact(pen.pdf, () => {
      pen.pdf.rect(column.x + 2, top, 2, bottom - top).fill(ink.brand);
    });
  }
  pen.y += 3;
}

function drawList(pen: Pen, parent: Tag, list: ListBlock, shaper: Shaper, column: Column): void {
  const indent = list.ordered ? 20 : 14;
  const inner = { x: column.x + indent, width: column.width - indent };
  withTag(pen, parent, 'L', (tag) => {
    for (const [index, item] of list.items.entries()) {
      withTag(pen, tag, 'LI', (entry) => {
        const label = list.ordered ? `${list.start + index}.` : '•';
        const body = layOut(item.line, { width: inner.width, size: text.size, shaper });
        // A text that begins on the right has its label there, with the same direction.
        const fromRight = body[0]?.rightToLeft === true;
        const labelText = fromRight ? `${rightToLeftMark}${label}` : label;
        const marker = layOut([{ text: labelText }], { width: indent - 4, size: text.size, shaper });
        const [labelX, bodyX] = fromRight
          ? [column.x + column.width - indent + 4, column.x]
          : [column.x + 2, inner.x];
        ensureRoom(pen, text.size * text.leading);
        const { y } = pen;
        withTag(pen, entry, 'Lbl', (own) =>
          flowLines(pen, own, marker, text, { x: labelX, width: indent - 4 }),
        );
        pen.y = y;
        withTag(pen, entry, 'LBody', (own) => {
          flowLines(pen, own, body, text, { x: bodyX, width: inner.width });
        });
        pen.y += 1.5;
        for (const child of item.lists) drawList(pen, entry, child, shaper, inner);
      });
    }
  });
}

function flow(
  pen: Pen,
  parent: Tag,
  kind: string,
  line: Line,
  style: TextStyle,
  shaper: Shaper,
  column: Column,
): void {
  const lines = layOut(line, { width: column.width, size: style.size, shaper });
  withTag(pen, parent, kind, (tag) => flowLines(pen, tag, lines, style, column));
}

function withTag(pen: Pen, parent: Tag, kind: string, draw: (tag: Tag) => void): void {
  const tag = pen.pdf.struct(kind);
  parent.add(tag);
  draw(tag);
  tag.end();
}
