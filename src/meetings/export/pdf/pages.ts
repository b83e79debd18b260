import type PDFDocument from 'pdfkit';
import type { LaidLine } from './line-layout.ts';

export type Pdf = InstanceType<typeof PDFDocument>;
export type Tag = ReturnType<Pdf['struct']>;

/** Measures of the paper, in points (A4). */
export const paper = { left: 62, right: 62, top: 60, bottom: 76, width: 595.28, height: 841.89 } as const;
export const contentWidth = paper.width - paper.left - paper.right;

/** Colours of the brand; contrast on white is at least 4.5 but for rules. */
export const ink = {
  brand: '#682577',
  text: '#231f28',
  muted: '#544d5d',
  rule: '#c3bdcb',
  tint: '#f4f2f6',
} as const;

export interface TextStyle {
  readonly size: number;
  readonly color: string;
  /** Distance between baselines as a multiple of the size. */
  readonly leading: number;
}

/** Where the next thing goes. */
export interface Pen {
  readonly pdf: Pdf;
  /** From the top of the page. */
  y: number;
}

const lowest = paper.height - paper.bottom;

/** Space left on this page. */
export const room = (pen: Pen) => lowest - pen.y;

export const isAtTop = (pen: Pen) => pen.y <= paper.top;

export function newPage(pen: Pen): void {
  pen.pdf.addPage();
  pen.y = paper.top;
}

/** Goes to the next page unless so much fits on this one. */
export function ensureRoom(pen: Pen, height: number): void {
  if (room(pen) < height && !isAtTop(pen)) newPage(pen);
}

export const heightOf = (lines: readonly LaidLine[], { size, leading }: TextStyle) =>
  lines.length * size * leading;

/** Draws what is no content: readers that speak pass it over. */
export function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

/** Draws lines from `y` on and answers nothing: the caller knows their height. Must be within a tag. */
export function drawLines(
  pdf: Pdf,
  lines: readonly LaidLine[],
  style: TextStyle,
  place: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const step = style.size * style.leading;
  for (const [index, line] of lines.entries()) {
    // Noto Sans: the baseline is where about 0.78 of the line's height is above it.
    const baseline = place.y + index * step + (step - style.size) / 2 + style.size * 0.86;
    let x = line.rightToLeft ? place.x + place.width - line.width : place.x;
    for (const run of line.runs) {
      pdf
        .font(run.font)
        .fontSize(style.size)
        .fillColor(style.color)
        .text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
      x += run.width;
    }
  }
}

/** Draws lines into a tag, over as many pages as they need. */
export function flowLines(
  pen: Pen,
  tag: Tag,
  lines: readonly LaidLine[],
  style: TextStyle,
  place: { readonly x: number; readonly width: number },
): void {
  const step = style.size * style.leading;
  let rest = lines;
  while (rest.length > 0) {
    // No lone line at the end of a page.
    ensureRoom(pen, Math.min(rest.length, 2) * step);
    const fit = Math.max(1, Math.min(rest.length, Math.floor(room(pen) / step)));
    const part = rest.slice(0, fit);
    const { y } = pen;
    tag.add(() => drawLines(pen.pdf, part, style, { ...place, y }));
    pen.y += fit * step;
    rest = rest.slice(fit);
    if (rest.length > 0) newPage(pen);
  }
}
