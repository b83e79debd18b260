import { type IParagraphOptions, type IRunOptions, Paragraph, TextRun } from 'docx';
import { type Line, textOfLine } from '#src/lib/document/blocks.ts';
import { type Direction, directionOf, piecesOf } from '#src/lib/document/text-direction.ts';

export const paragraph = (line: Line, options: IParagraphOptions) =>
  new Paragraph({ ...options, ...linesOf([line]) });

/** Lines of one paragraph, which has one direction. */
export function linesOf(lines: readonly Line[]): IParagraphOptions {
  const text = lines.map(textOfLine).join(' ');
  const direction = directionOf(text);
  return {
    ...placeOf(text),
    children: lines.flatMap((line, index) => runs(line, { direction, breakBefore: index > 0 })),
  };
}

interface RunsOptions {
  /** Of the paragraph; from the left unless said. */
  readonly direction?: Direction;
  readonly breakBefore?: boolean;
  readonly style?: IRunOptions;
}

export const runs = (
  line: Line,
  { direction = 'ltr', breakBefore = false, style = {} }: RunsOptions = {},
): TextRun[] =>
  piecesOf(line, direction).map(
    ({ text, bold, italic, code, rightToLeft }, index) =>
      new TextRun({
        ...style,
        text: clean(text),
        ...(rightToLeft ? { rightToLeft } : {}),
        ...(bold ? { bold } : {}),
        ...(italic ? { italics: true } : {}),
        ...(code ? { font: 'Consolas' } : {}),
        ...(breakBefore && index === 0 ? { break: 1 } : {}),
      }),
  );

/** Word must be told which paragraphs begin on the right. */
export const placeOf = (text: string) => (directionOf(text) === 'rtl' ? { bidirectional: true } : {});

// Characters that XML 1.0 does not allow.
export const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text without characters that XML does not allow. */
export const clean = (text: string) => text.toWellFormed().replaceAll(unwritable, '');
