/** What the types of pdfkit do not show. */
declare namespace PDFKit {
  interface Glyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
  }

  /** A font that pdfkit has opened with fontkit. */
  interface OpenFont {
    readonly font: {
      hasGlyphForCodePoint(codePoint: number): boolean;
      /** Remembers each glyph with the characters that it was first asked for with. */
      getGlyph(id: number, codePoints?: readonly number[]): Glyph;
      layout(
        text: string,
        features?: unknown,
        script?: string,
        language?: string,
        direction?: string,
      ): unknown;
    };
    readonly scale: number;
    /** Glyphs that the file has, by their numbers in it. */
    readonly subset: { readonly glyphs: number[]; includeGlyph(id: number): number };
    /** What readers of the file map each of them to. */
    readonly unicode: (readonly number[] | undefined)[];
    readonly widths: (number | undefined)[];
    layout(text: string, features?: unknown): { glyphs: readonly Glyph[]; positions: unknown };
    encode(text: string, features?: unknown): [codes: string[], positions: unknown];
    /** What readers map the next glyph to, when it differs from what it was drawn for. */
    meaning?: string | undefined;
  }

  interface PDFDocument {
    /** The one that is drawn with. */
    readonly _font: OpenFont;
  }

  namespace Mixins {
    interface StructureElementOptions {
      /** Of a heading in a table: what it is the head of. */
      scope?: 'Row' | 'Column';
    }
  }
}
