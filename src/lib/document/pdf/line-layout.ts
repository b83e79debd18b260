import type { Line, Span } from '../blocks.ts';
import { bidi, type Levels, levelsOf } from '../embedding-levels.ts';
import { rightToLeftScript, steering } from '../text-direction.ts';
import type { Face } from './font-catalogue.ts';

/** Measures text, and says which font has which character. */
export interface Shaper {
  /** Undefined when no font has it. */
  readonly fontOf: (codePoint: number, face: Face) => string | undefined;
  /** Replacement for a character that no font has. */
  readonly fallback: (face: Face, character: string) => { readonly font: string; readonly text: string };
  /** In points. */
  readonly width: (text: string, font: string, size: number) => number;
}

/** A stretch of one font, to be drawn from the left. */
export interface Run {
  readonly text: string;
  /**
   * Its text, where that differs from what is drawn: in right-to-left text an opening bracket is drawn as a closing
   * one.
   */
  readonly meaning?: string;
  /** Where it begins in the text: readers of the file follow the order in which runs are drawn. */
  readonly at: number;
  readonly rightToLeft: boolean;
  readonly font: string;
  readonly width: number;
}

/** One line on the paper; runs in visual order, from left to right. */
export interface LaidLine {
  readonly runs: readonly Run[];
  readonly width: number;
  /** Whether it begins on the right. */
  readonly rightToLeft: boolean;
  /** Its text, in reading order, when part of it runs from right to left. */
  readonly actual?: string;
}

interface LayoutOptions {
  /** In points. */
  readonly width: number;
  readonly size: number;
  readonly shaper: Shaper;
  /** Whether all of it is bold. */
  readonly bold?: boolean;
}

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;
let segmenter: Intl.Segmenter | undefined;

function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * A text with the two spaces that every font has: French puts narrow ones into amounts and before marks, programs
 * separate lines in their own ways, and a missing space is not a missing character.
 */
const withPlainSpaces = (text: string) =>
  text
    .replaceAll('\t', '    ')
    .replaceAll(/[\u2007\u202f]/g, '\u00a0')
    .replaceAll(/[^\S \u00a0]|\u0085/g, ' ');

/** The face of a span. */
export function faceOf({ bold, italic }: Omit<Span, 'text'>, allBold = false): Face {
  if (bold || allBold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'regular';
}

/**
 * Breaks text into lines and orders each visually, following the Unicode Bidirectional Algorithm. A word that is longer
 * than a line is broken within. An empty text is one empty line.
 */
export function layOut(line: Line, options: LayoutOptions): LaidLine[] {
  const text = new Shaped(line, options);
  const ranges = breakLines(text, options.width);
  return ranges.map(([start, end]) => {
    const runs = text.visualRuns(start, end);
    const line = { runs, width: sum(runs), rightToLeft: text.rightToLeft };
    return text.isMixed ? { ...line, actual: text.text.slice(start, end).replaceAll(steering, '') } : line;
  });
}

const sum = (runs: readonly Run[]) => runs.reduce((width, run) => width + run.width, 0);

/** A text whose every code unit has a font, and a direction. */
class Shaped {
  readonly text: string;
  readonly rightToLeft: boolean;
  readonly #fonts: (string | undefined)[] = [];
  /** For each code unit, where its visible character begins. */
  readonly #characters: number[] = [];
  /** Whether its character is a letter of a right-to-left script, as far as that code unit. */
  readonly #letters: boolean[] = [];
  readonly #levels: Levels | undefined;
  readonly #options: LayoutOptions;

  constructor(line: Line, options: LayoutOptions) {
    this.#options = options;
    this.text = line.map((span) => this.#addFonts(span)).join('');
    this.#levels = rightToLeftScript.test(this.text) ? levelsOf(this.text) : undefined;
    this.rightToLeft = (this.#levels?.paragraphs[0]?.level ?? 0) % 2 === 1;
  }

  /** Whether a part of it may run from right to left. */
  get isMixed(): boolean {
    return this.#levels !== undefined;
  }

  /** Text with a font for each of its code units; characters that nobody has are replaced. */
  #addFonts(span: Span): string {
    const { shaper } = this.#options;
    const face = faceOf(span, this.#options.bold);
    let text = '';
    const before = this.#fonts.length;
    for (const { segment } of graphemesOf(withPlainSpaces(span.text))) {
      let own: string | undefined;
      let isLetter = false;
      const begin = before + text.length;
      for (const character of segment) {
        const codePoint = character.codePointAt(0) ?? 0;
        if (invisible.test(character)) {
          isLetter ||= rightToLeftScript.test(character);
          text += character;
          this.#letters.push(...Array.from({ length: character.length }, () => isLetter));
          this.#fonts.push(...Array.from({ length: character.length }, () => undefined));
          continue;
        }
        const found = shaper.fontOf(codePoint, face);
        // Modifiers of an emoji that its font does not have (such as skin tones) are dropped silently.
        if (found === undefined && own !== undefined) continue;
        const fallback = found === undefined ? shaper.fallback(face, character) : undefined;
        const drawn = fallback?.text ?? character;
        own ??= found ?? fallback?.font;
        isLetter ||= rightToLeftScript.test(drawn);
        text += drawn;
        for (let unit = 0; unit < drawn.length; unit += 1) {
          this.#fonts.push(found ?? fallback?.font);
          this.#letters.push(isLetter);
        }
      }
      for (let unit = begin; unit < before + text.length; unit += 1) this.#characters.push(begin);
    }
    return text;
  }

  /** Width of a stretch, in points. */
  widthOf(start: number, end: number): number {
    return sum(this.visualRuns(start, end));
  }

  visualRuns(start: number, end: number): Run[] {
    if (end <= start) return [];
    const order = this.#order(start, end);
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

  /** Indices of the text in visual order from left to right, on a line with this range. */
  #order(start: number, end: number): number[] {
    const order = Array.from({ length: end - start }, (_, index) => start + index);
    if (!this.#levels) return order;
    // Not `getReorderedIndices`: it returns the indices of the whole text, and costs as much for every word of it.
    for (const [from = 0, to = 0] of bidi.getReorderSegments(this.text, this.#levels, start, end - 1)) {
      const turned = order.slice(from - start, to + 1 - start).reverse();
      for (const [index, place] of turned.entries()) order[from - start + index] = place;
    }
    return order;
  }

  /** Whether two units that appear side by side belong to one run. */
  #joins(one: number, other: number): boolean {
    if (this.#fonts[one] !== this.#fonts[other] || this.#levelOf(one) !== this.#levelOf(other)) return false;
    if (this.#levelOf(one) % 2 === 0) return other === one + 1;
    if (other !== one - 1) return false;
    // The font engine turns a word of such a script; signs between words are runs of their own, and are read like that.
    return this.#letters[one] && this.#letters[other]
      ? true
      : this.#characters[one] === this.#characters[other];
  }

  #levelOf = (at: number) => this.#levels?.levels[at] ?? 0;

  #run(indices: readonly number[]): Run | undefined {
    const [first = 0] = indices;
    const font = this.#fonts[first];
    if (font === undefined) return undefined;
    const last = indices.at(-1) ?? first;
    const at = Math.min(first, last);
    const text = this.text.slice(at, Math.max(first, last) + 1);
    const rightToLeft = this.#levelOf(first) % 2 === 1;
    const drawn = rightToLeft ? (bidi.getMirroredCharacter(text) ?? text) : text;
    return {
      text: drawn,
      ...(drawn === text ? {} : { meaning: text }),
      at,
      rightToLeft,
      font,
      width: this.#options.shaper.width(drawn, font, this.#options.size),
    };
  }
}

const words = /[^\S\u00a0]+|[^\s]+(?:\u00a0[^\s]*)*|\u00a0+/g;

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
      for (const { segment, index: at } of graphemesOf(word)) {
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
