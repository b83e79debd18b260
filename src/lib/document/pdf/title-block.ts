import type { MinutesDocument } from '../blocks.ts';
import { layOut, type Shaper } from './line-layout.ts';
import {
  artifact,
  contentWidth,
  drawLines,
  flowLines,
  heightOf,
  ink,
  type Pen,
  paper,
  type Tag,
  type TextStyle,
} from './pages.ts';

const lead: TextStyle = { size: 9.5, color: ink.muted, leading: 1.4 };
const title: TextStyle = { size: 22, color: ink.text, leading: 1.2 };
const fact: TextStyle = { size: 9.5, color: ink.text, leading: 1.45 };
const labelWidth = 118;

/** Whose minutes these are, of what, and when it was. */
export function drawTitleBlock(pen: Pen, parent: Tag, document: MinutesDocument, shaper: Shaper): void {
  const { pdf } = pen;
  artifact(pdf, () => pdf.rect(0, 0, paper.width, 8).fill(ink.brand));
  const column = { x: paper.left, width: contentWidth };
  const line = (kind: 'P' | 'H1', text: string, style: TextStyle, bold: boolean) => {
    const tag = pdf.struct(kind);
    parent.add(tag);
    const laid = layOut([{ text }], { width: contentWidth, size: style.size, shaper, bold });
    flowLines(pen, tag, laid, style, column);
    tag.end();
  };
  line('P', document.issuer, { ...lead, color: ink.brand }, true);
  pen.y += 5;
  line('H1', document.name, title, true);
  pen.y += 4;
  line('P', document.statusText, lead, false);
  pen.y += 10;
  drawFacts(pen, parent, document, shaper);
}

function drawFacts(pen: Pen, parent: Tag, document: MinutesDocument, shaper: Shaper): void {
  const { pdf } = pen;
  const rule = () => {
    const { y } = pen;
    artifact(pdf, () => {
      pdf
        .moveTo(paper.left, y)
        .lineTo(paper.left + contentWidth, y)
        .lineWidth(0.75)
        .strokeColor(ink.rule)
        .stroke();
    });
  };
  rule();
  pen.y += 7;
  const table = pdf.struct('Table');
  parent.add(table);
  for (const { label, value } of document.facts) {
    const row = pdf.struct('TR');
    table.add(row);
    const valueWidth = contentWidth - labelWidth;
    const labels = layOut([{ text: label }], { width: labelWidth - 8, size: fact.size, shaper });
    const values = layOut([{ text: value }], { width: valueWidth, size: fact.size, shaper });
    const { y } = pen;
    const head = pdf.struct('TH', { scope: 'Row' });
    row.add(head);
    head.add(() =>
      drawLines(pdf, labels, { ...fact, color: ink.muted }, { x: paper.left, width: labelWidth, y }),
    );
    head.end();
    const cell = pdf.struct('TD');
    row.add(cell);
    cell.add(() => drawLines(pdf, values, fact, { x: paper.left + labelWidth, width: valueWidth, y }));
    cell.end();
    row.end();
    pen.y += Math.max(heightOf(labels, fact), heightOf(values, fact)) + 1;
  }
  table.end();
  pen.y += 6;
  rule();
  pen.y += 2;
}
