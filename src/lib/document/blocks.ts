/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
}

export type Line = readonly Span[];

export interface ListBlock {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** Number of the first item of an ordered list. */
  readonly start: number;
  readonly items: readonly { readonly line: Line; readonly lists: readonly ListBlock[] }[];
}

/** Running text. */
export type TextBlock =
  | { readonly kind: 'paragraph'; readonly lines: readonly Line[]; readonly muted?: true }
  /** 4 is the highest level that content may have: the document's own headings are above. */
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4 | 5; readonly text: string }
  | ListBlock;

export interface TableBlock {
  readonly kind: 'table';
  /** `weight`: share of the width. */
  readonly columns: readonly { readonly label: string; readonly weight: number }[];
  readonly rows: readonly (readonly string[])[];
}

/** A part of a document, in reading order. */
export type MinutesBlock =
  | TextBlock
  | TableBlock
  | { readonly kind: 'question'; readonly text: string }
  /** Something beside the text, such as a comment. */
  | { readonly kind: 'aside'; readonly label: string; readonly blocks: readonly TextBlock[] };

/** Minutes in one language, ready to be written in any format. */
export interface MinutesDocument {
  readonly language: string;
  readonly locale: string;
  /** What kind of document it is, such as "Minutes". */
  readonly kind: string;
  readonly name: string;
  readonly author: string | undefined;
  /**
   * Whether it is a draft or who approved it. In this and the next three, text that is not the document's own is
   * isolated (U+2068, U+2069), so that it neither reorders the rest nor is reordered by it; writers translate that into
   * their format.
   */
  readonly statusText: string;
  /** Whose minutes these are, above their name. */
  readonly issuer: string;
  /** Kind, organisation and status in one line, for formats without a place for each. */
  readonly lead: string;
  /** Whose minutes of what, at the foot of pages. */
  readonly foot: string;
  readonly watermark: string | undefined;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly MinutesBlock[];
  readonly seal: string | undefined;
  /** 1-based. */
  readonly pageLabel: (page: number, total: number) => string;
}

export const plainLine = (text: string): Line => [{ text }];

export const textOfLine = (line: Line): string => line.map(({ text }) => text).join('');
