/** Something that reads text or bytes which others wrote. */
export interface Parser {
  readonly name: string;
  /** What means something to it: texts are made of these. */
  readonly signs: readonly string[];
  /** Reads a text; whatever it throws is its answer. */
  readonly read: (text: string) => unknown;
  /** Length of the shorter text, where it does not begin to work before (500 otherwise). */
  readonly length?: number;
}

/** Text as bytes, a character each. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(text, 'latin1'));
