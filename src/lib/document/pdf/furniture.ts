import type { MinutesDocument } from '../blocks.ts';
import { layOut, type Shaper } from './line-layout.ts';
import { contentWidth, drawLines, ink, type Pdf, paper, type TextStyle } from './pages.ts';

const small: TextStyle = { size: 7.75, color: ink.muted, leading: 1.4 };

/** Puts on every page what pages have: name, number, seal and, on drafts, a watermark. */
export function drawFurniture(pdf: Pdf, document: MinutesDocument, shaper: Shaper): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    // Text in the margin must not make a new page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    drawFooter(pdf, document, shaper, document.pageLabel(index + 1, count));
    if (document.watermark !== undefined) drawWatermark(pdf, document.watermark, shaper);
    pdf.endMarkedContent();
  }
}

function drawFooter(pdf: Pdf, document: MinutesDocument, shaper: Shaper, page: string): void {
  const y = paper.height - paper.bottom + 22;
  pdf
    .moveTo(paper.left, y - 6)
    .lineTo(paper.left + contentWidth, y - 6)
    .lineWidth(0.5)
    .strokeColor(ink.rule)
    .stroke();
  const [number] = layOut([{ text: page }], { width: 80, size: small.size, shaper });
  if (number) {
    const x = paper.left + contentWidth - number.width;
    drawLines(pdf, [number], small, { x, y, width: number.width });
  }
  const line = layOut([{ text: document.foot }], {
    width: contentWidth - 90,
    size: small.size,
    shaper,
  }).slice(0, 1);
  drawLines(pdf, line, small, { x: paper.left, y, width: contentWidth - 90 });
  if (document.seal) {
    const seal = layOut([{ text: document.seal }], { width: contentWidth, size: 7, shaper });
    drawLines(pdf, seal, { ...small, size: 7 }, { x: paper.left, y: y + 12, width: contentWidth });
  }
}

function drawWatermark(pdf: Pdf, text: string, shaper: Shaper): void {
  const size = 110;
  const [line] = layOut([{ text }], { width: 10_000, size, shaper, bold: true });
  if (!line) return;
  const fitting = size * Math.min(1, 640 / line.width);
  const shrunk = layOut([{ text }], { width: 10_000, size: fitting, shaper, bold: true });
  const width = shrunk[0]?.width ?? 0;
  const [centerX, centerY] = [paper.width / 2, paper.height / 2];
  pdf
    .save()
    .rotate(-52, { origin: [centerX, centerY] })
    .opacity(0.07);
  drawLines(
    pdf,
    shrunk,
    { size: fitting, color: ink.text, leading: 1 },
    { x: centerX - width / 2, y: centerY - fitting / 2, width },
  );
  pdf.restore();
}
