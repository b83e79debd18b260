import type PDFDocument from 'pdfkit';
import { rightToLeftScript } from '../text-direction.ts';
import { withMeaning } from './font-set.ts';
import type { LaidLine, Run } from './line-layout.ts';

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

/** The position for the next element. */
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

/** Moves to the next page unless that much fits on this one. */
export function ensureRoom(pen: Pen, height: number): void {
  if (room(pen) < height && !isAtTop(pen)) newPage(pen);
}

export const heightOf = (lines: readonly LaidLine[], { size, leading }: TextStyle) =>
  lines.length * size * leading;

/** Draws what is not content: screen readers skip it. */
export function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

/** Draws lines from `y` on; the caller knows their height. Must be within a tag. */
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
    let left = line.rightToLeft ? place.x + place.width - line.width : place.x;
    const placed = line.runs.map((run) => {
      const x = left;
      left += run.width;
      return { ...run, x };
    });
    const draw = () => {
      for (const run of inReadingOrder(placed)) {
        pdf
          .font(run.font)
          .fontSize(run.rightToLeft ? style.size : style.size + ofItsOwn)
          .fillColor(style.color);
        withMeaning(pdf, run.meaning, () =>
          pdf.text(run.text, run.x, baseline, { lineBreak: false, baseline: 'alphabetic' }),
        );
      }
    };
    if (line.actual === undefined) draw();
    else {
      // Readers that know this need not guess the order from places on the paper (ISO 32000-1, 14.9.4).
      pdf.markContent('Span', { actual: line.actual });
      draw();
      pdf.endMarkedContent();
    }
  }
}

/** Readers reverse what they regard as one piece: with another size, text in the other direction is another piece. */
const ofItsOwn = 0.001;

/** Wider gaps than of two spaces end a row: readers begin something else behind them. */
const widestGap = 2;
const isSpace = ({ text }: Run) => text.trim() === '';
/** A space alone would be skipped: readers derive it from the gap they see, and going backwards they see none. */
const toldSpace = '\u2060 ';

/**
 * The order in which runs are drawn, which search, copies and readers that speak follow: that of reading. Words of one
 * right-to-left font that stand side by side are drawn from the left, with gaps for spaces, as readers expect of them: they
 * turn such a row as a whole.
 */
function inReadingOrder<R extends Run>(runs: readonly R[]): R[] {
  const rows: R[][] = [];
  let spaces: R[] = [];
  const keepSpaces = () => {
    for (const space of spaces) rows.push([{ ...space, meaning: toldSpace }]);
    spaces = [];
  };
  const isWord = (run: Run) => run.rightToLeft && rightToLeftScript.test(run.text);
  for (const run of runs) {
    if (run.rightToLeft && isSpace(run)) {
      spaces.push(run);
      continue;
    }
    const row = rows.at(-1);
    const [first] = row ?? [];
    const joins =
      first && isWord(first) && isWord(run) && first.font === run.font && spaces.length <= widestGap;
    if (row && joins) {
      spaces = [];
      row.push(run);
    } else {
      keepSpaces();
      rows.push([run]);
    }
  }
  keepSpaces();
  const begin = (row: readonly R[]) => Math.min(...row.map(({ at }) => at));
  return rows.sort((one, other) => begin(one) - begin(other)).flat();
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
  for (let next = 0; next < lines.length; ) {
    const rest = lines.length - next;
    // No lone line at the end of a page.
    ensureRoom(pen, Math.min(rest, 2) * step);
    const fit = Math.max(1, Math.min(rest, Math.floor(room(pen) / step)));
    const part = lines.slice(next, next + fit);
    const { y } = pen;
    tag.add(() => drawLines(pen.pdf, part, style, { ...place, y }));
    pen.y += fit * step;
    next += fit;
    if (next < lines.length) newPage(pen);
  }
}
