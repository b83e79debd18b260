import createBidi from 'bidi-js';
import type { Line, Span } from '../blocks.ts';
import type { Face } from './font-catalogue.ts';

/** Measures text and knows which font has which character. */
export interface Shaper {
  /** Undefined when no font has it. */
  readonly fontOf: (codePoint: number, face: Face) => string | undefined;
  /** What stands for a character that no font has. */
  readonly fallback: (face: Face, character: string) => { readonly font: string; readonly text: string };
  /** In points. */
  readonly width: (text: string, font: string, size: number) => number;
}

/** A stretch of one font, to be drawn from the left. */
export interface Run {
  readonly text: string;
  readonly font: string;
  readonly width: number;
}

/** One line on the paper; runs in visual order, from left to right. */
export interface LaidLine {
  readonly runs: readonly Run[];
  readonly width: number;
  /** Whether it begins on the right. */
  readonly rightToLeft: boolean;
}

interface LayoutOptions {
  /** In points. */
  readonly width: number;
  readonly size: number;
  readonly shaper: Shaper;
  /** Whether all of it is bold. */
  readonly bold?: boolean;
}

const bidi = createBidi();
const rightToLeftScript =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The face of a span. */
export function faceOf({ bold, italic }: Omit<Span, 'text'>, allBold = false): Face {
  if (bold || allBold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'regular';
}

/**
 * Breaks text into lines and orders each for the eye, after the Unicode Bidirectional Algorithm. A word that is
 * longer than a line is broken within. An empty text is one empty line.
 */
export function layOut(line: Line, options: LayoutOptions): LaidLine[] {
  const text = new Shaped(line, options);
  const ranges = breakLines(text, options.width);
  return ranges.map(([start, end]) => {
    const runs = text.visualRuns(start, end);
    return { runs, width: sum(runs), rightToLeft: text.rightToLeft };
  });
}

const sum = (runs: readonly Run[]) => runs.reduce((width, run) => width + run.width, 0);

/** A text whose every code unit has a font, and a direction. */
class Shaped {
  readonly text: string;
  readonly rightToLeft: boolean;
  readonly #fonts: (string | undefined)[] = [];
  readonly #levels: ReturnType<typeof bidi.getEmbeddingLevels> | undefined;
  readonly #options: LayoutOptions;

  constructor(line: Line, options: LayoutOptions) {
    this.#options = options;
    this.text = line.map((span) => this.#addFonts(span)).join('');
    this.#levels = rightToLeftScript.test(this.text) ? bidi.getEmbeddingLevels(this.text, 'auto') : undefined;
    this.rightToLeft = (this.#levels?.paragraphs[0]?.level ?? 0) % 2 === 1;
  }

  /** Text with a font for each of its code units; characters that nobody has are replaced. */
  #addFonts(span: Span): string {
    const { shaper } = this.#options;
    const face = faceOf(span, this.#options.bold);
    let text = '';
    for (const { segment } of graphemes.segment(span.text.replaceAll('\t', '    '))) {
      let own: string | undefined;
      for (const character of segment) {
        const codePoint = character.codePointAt(0) ?? 0;
        if (invisible.test(character)) {
          text += character;
          this.#fonts.push(...Array.from({ length: character.length }, () => undefined));
          continue;
        }
        const found = shaper.fontOf(codePoint, face);
        // Marks of an emoji that its font does not have (skin tones, for one) go without a trace.
        if (found === undefined && own !== undefined) continue;
        const fallback = found === undefined ? shaper.fallback(face, character) : undefined;
        const drawn = fallback?.text ?? character;
        own ??= found ?? fallback?.font;
        text += drawn;
        for (let unit = 0; unit < drawn.length; unit += 1) this.#fonts.push(found ?? fallback?.font);
      }
    }
    return text;
  }

  /** Width of a stretch, in points. */
  widthOf(start: number, end: number): number {
    return sum(this.visualRuns(start, end));
  }

  visualRuns(start: number, end: number): Run[] {
    if (end <= start) return [];
    const order = this.#levels
      ? bidi.getReorderedIndices(this.text, this.#levels, start, end - 1)
      : Array.from({ length: end - start }, (_, index) => start + index);
    const runs: Run[] = [];
    let from = 0;
    for (let at = 1; at <= order.length; at += 1) {
      if (at < order.length && this.#joins(order[at - 1] ?? 0, order[at] ?? 0)) continue;
      const run = this.#run(order.slice(from, at));
      if (run) runs.push(run);
      from = at;
    }
    return runs;
  }

  /** Whether two units that the eye sees side by side belong to one run. */
  #joins(one: number, other: number): boolean {
    if (this.#fonts[one] !== this.#fonts[other] || this.#levelOf(one) !== this.#levelOf(other)) return false;
    if (this.#levelOf(one) % 2 === 0) return other === one + 1;
    // pdfkit shapes words one by one and sets them from left to right: here words are what a run holds.
    return other === one - 1 && this.text[one] !== ' ' && this.text[other] !== ' ';
  }

  #levelOf = (at: number) => this.#levels?.levels[at] ?? 0;

  #run(indices: readonly number[]): Run | undefined {
    const [first = 0] = indices;
    const font = this.#fonts[first];
    if (font === undefined) return undefined;
    const last = indices.at(-1) ?? first;
    const text = this.text.slice(Math.min(first, last), Math.max(first, last) + 1);
    const drawn = this.#levelOf(first) % 2 === 1 ? visual(text) : text;
    return { text: drawn, font, width: this.#options.shaper.width(drawn, font, this.#options.size) };
  }
}

/** Right-to-left text as the font engine wants it: it turns letters itself, but no signs without a script. */
const visual = (text: string) =>
  rightToLeftScript.test(text)
    ? text
    : [...text]
        .reverse()
        .map((character) => bidi.getMirroredCharacter(character) ?? character)
        .join('');

const words = /[^\S\u00a0\u202f]+|[^\s]+(?:[\u00a0\u202f][^\s]*)*|[\u00a0\u202f]+/g;

function breakLines(shaped: Shaped, width: number): [start: number, end: number][] {
  const lines: [number, number][] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  const close = (next: number) => {
    lines.push([start, end]);
    start = next;
    end = next;
    used = 0;
  };
  for (const { 0: word, index } of shaped.text.matchAll(words)) {
    const wide = shaped.widthOf(index, index + word.length);
    if (word.trim() === '') {
      used += wide;
      continue;
    }
    if (used + wide > width && end > start) close(index);
    if (wide > width) {
      for (const { segment, index: at } of graphemes.segment(word)) {
        const piece = shaped.widthOf(index + at, index + at + segment.length);
        if (used + piece > width && end > start) close(index + at);
        used += piece;
        end = index + at + segment.length;
      }
      continue;
    }
    used += wide;
    end = index + word.length;
  }
  lines.push([start, end]);
  return lines;
}
