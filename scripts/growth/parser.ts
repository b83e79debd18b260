/** Something that reads text or bytes written by others. */
export interface Parser {
  readonly name: string;
  /** The signs that mean something to it: texts consist of these. */
  readonly signs: readonly string[];
  /** Reads a text; anything it throws is its result. */
  readonly read: (text: string) => unknown;
  /** Length of the shorter text, where it needs more to start working (500 otherwise). */
  readonly length?: number;
}

/** Text as bytes, a character each. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'));
