import type { TableBlock } from '../blocks.ts';
import { type LaidLine, layOut, type Shaper } from './line-layout.ts';
import {
  artifact,
  contentWidth,
  drawLines,
  ensureRoom,
  heightOf,
  ink,
  newPage,
  type Pen,
  paper,
  room,
  type Tag,
  type TextStyle,
} from './pages.ts';

const body: TextStyle = { size: 9.25, color: ink.text, leading: 1.4 };
const head: TextStyle = { ...body, color: ink.brand };
const padding = { x: 6, y: 4 };

interface Cell {
  readonly lines: readonly LaidLine[];
  readonly x: number;
  readonly width: number;
}

/** Draws a table; its head is repeated on every page, and a row stays on one page where it can. */
export function drawTable(pen: Pen, parent: Tag, block: TableBlock, shaper: Shaper): void {
  const tag = pen.pdf.struct('Table');
  parent.add(tag);
  const total = block.columns.reduce((sum, { weight }) => sum + weight, 0);
  const cellsOf = (texts: readonly string[], bold: boolean): Cell[] => {
    let x: number = paper.left;
    return block.columns.map(({ weight }, index) => {
      const width = (contentWidth * weight) / total;
      const inner = { x: x + padding.x, width: width - 2 * padding.x };
      x += width;
      const style = bold ? head : body;
      const lines = (texts[index] ?? '')
        .split(/\r\n?|\n/)
        .flatMap((text) => layOut([{ text }], { width: inner.width, size: style.size, shaper, bold }));
      return { ...inner, lines };
    });
  };
  const heading = cellsOf(
    block.columns.map(({ label }) => label),
    true,
  );
  const rows = block.rows.map((row) => cellsOf(row, false));
  ensureRoom(pen, rowHeight(heading, head) + rowHeight(rows[0] ?? [], body));
  drawHead(pen, tag, heading, true);
  for (const row of rows) {
    const most = Math.max(0, ...row.map(({ lines }) => lines.length));
    for (let next = 0; next < most; ) {
      const whole = (most - next) * body.size * body.leading + 2 * padding.y;
      const page = paper.height - paper.top - paper.bottom - rowHeight(heading, head);
      if (whole > room(pen) && (whole <= page || room(pen) < page / 3)) {
        newPage(pen);
        drawHead(pen, tag, heading, false);
      }
      const fit = Math.max(1, Math.floor((room(pen) - 2 * padding.y) / (body.size * body.leading)));
      drawRow(
        pen,
        tag,
        row.map((cell) => ({ ...cell, lines: cell.lines.slice(next, next + fit) })),
      );
      next += fit;
    }
  }
  tag.end();
}

const rowHeight = (cells: readonly Cell[], style: TextStyle) =>
  Math.max(0, ...cells.map(({ lines }) => heightOf(lines, style))) + 2 * padding.y;

function drawHead(pen: Pen, table: Tag, cells: readonly Cell[], first: boolean): void {
  const height = rowHeight(cells, head);
  const { y } = pen;
  artifact(pen.pdf, () => {
    pen.pdf.rect(paper.left, y, contentWidth, height).fill(ink.tint);
    rule(pen, y + height, ink.brand, 1);
  });
  if (first) drawCells(pen, table, cells, 'TH');
  // A repeated head says nothing new to screen readers.
  else
    artifact(pen.pdf, () => {
      for (const cell of cells) drawCell(pen, cell, head);
    });
  pen.y += height;
}

function drawRow(pen: Pen, table: Tag, cells: readonly Cell[]): void {
  const height = rowHeight(cells, body);
  drawCells(pen, table, cells, 'TD');
  pen.y += height;
  artifact(pen.pdf, () => rule(pen, pen.y, ink.rule, 0.5));
}

function drawCells(pen: Pen, table: Tag, cells: readonly Cell[], kind: 'TH' | 'TD'): void {
  const row = pen.pdf.struct('TR');
  table.add(row);
  for (const cell of cells) {
    const tag = pen.pdf.struct(kind, kind === 'TH' ? { scope: 'Column' } : {});
    row.add(tag);
    tag.add(() => drawCell(pen, cell, kind === 'TH' ? head : body));
    tag.end();
  }
  row.end();
}

const drawCell = (pen: Pen, { lines, x, width }: Cell, style: TextStyle) =>
  drawLines(pen.pdf, lines, style, { x, width, y: pen.y + padding.y });

function rule({ pdf }: Pen, y: number, color: string, thickness: number): void {
  pdf
    .moveTo(paper.left, y)
    .lineTo(paper.left + contentWidth, y)
    .lineWidth(thickness)
    .strokeColor(color)
    .stroke();
}
