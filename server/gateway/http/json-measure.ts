/** How large a JSON text is to parse or write, whatever its size in bytes. */
export interface JsonMeasure {
  /** Nesting of arrays and objects at its deepest. */
  readonly depth: number;
  /** Arrays, objects and commas: between half and twice as many as there are values. */
  readonly parts: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openings = [0x5b, 0x7b];
const closings = [0x5d, 0x7d];

/**
 * Measures JSON before it is parsed, in one pass and without recursion: parsing takes any depth, but writing JSON again
 * and most of what walks through it does not. For what is not JSON the result means nothing.
 *
 * @param bytes the text as UTF-8, in which none of these bytes is ever part of another character.
 */
export function measureJson(bytes: Uint8Array): JsonMeasure {
  let depth = 0;
  let deepest = 0;
  let parts = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === comma) parts += 1;
    else if (openings.includes(byte)) {
      parts += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (closings.includes(byte)) depth -= 1;
  }
  return { depth: deepest, parts };
}

/** Returns the index of the quotation mark that ends a string; the length of the text if none does. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}
