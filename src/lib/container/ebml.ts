/** Elements of Matroska and WebM: an id, a length, a body. https://www.rfc-editor.org/rfc/rfc8794 */
export interface ElementHead {
  readonly id: number;
  /** Bytes of id and length together. */
  readonly headLength: number;
  /** Bytes of the body; undefined where the writer did not know yet. */
  readonly size: number | undefined;
}

/** Thrown for bytes that are not EBML. */
export class EbmlError extends Error {
  override readonly name = 'EbmlError';
}

const maxIdLength = 4;
const maxSizeLength = 8;

/** How many bytes a number takes, from the leading zero bits of its first byte. */
function lengthOf(firstByte: number, limit: number): number {
  const length = Math.clz32(firstByte) - 23;
  if (length > limit) throw new EbmlError(`no EBML number begins with ${firstByte}`);
  return length;
}

/** Returns the head of the element at `at`; undefined while it is incomplete. @throws EbmlError */
export function readHead(bytes: Uint8Array, at: number): ElementHead | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const idLength = lengthOf(first, maxIdLength);
  const sizeFirst = bytes[at + idLength];
  if (sizeFirst === undefined) return undefined;
  const sizeLength = lengthOf(sizeFirst, maxSizeLength);
  const headLength = idLength + sizeLength;
  if (bytes.length < at + headLength) return undefined;
  const id = readUint(bytes.subarray(at, at + idLength));
  const marker = 0x80 >> (sizeLength - 1);
  const rest = bytes.subarray(at + idLength + 1, at + headLength);
  const unknown = (sizeFirst | marker) === marker * 2 - 1 && rest.every((byte) => byte === 0xff);
  if (unknown) return { id, headLength, size: undefined };
  const size = (sizeFirst & (marker - 1)) * 256 ** rest.length + readUint(rest);
  if (!Number.isSafeInteger(size)) throw new EbmlError(`element ${id.toString(16)} is too large`);
  return { id, headLength, size };
}

/** A big-endian unsigned number; exact up to 2^53. */
export function readUint(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** Big-endian, in as few bytes as it takes (at least one) or in exactly `length`. */
export function uintBytes(value: number, length = uintLength(value)): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = length - 1, rest = value; index >= 0; index--, rest = Math.floor(rest / 256)) {
    bytes[index] = rest % 256;
  }
  return bytes;
}

function uintLength(value: number): number {
  let length = 1;
  while (value >= 256 ** length) length++;
  return length;
}

/** A length as in an element's head. All ones is reserved for "unknown", so it takes the next width. */
function sizeBytes(size: number): Uint8Array<ArrayBuffer> {
  let length = 1;
  while (size >= 2 ** (7 * length) - 1) length++;
  const bytes = uintBytes(size, length);
  bytes[0] = (bytes[0] ?? 0) | (0x80 >> (length - 1));
  return bytes;
}

/** A whole element. */
export function element(id: number, ...body: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = body.reduce((sum, part) => sum + part.length, 0);
  return concat([uintBytes(id), sizeBytes(size), ...body]);
}

const unknownSize = Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

/** The head of an element whose length is not known yet; its end is where an element of a higher level begins. */
export const openElement = (id: number): Uint8Array<ArrayBuffer> => concat([uintBytes(id), unknownSize]);

/** The elements in the body of another one, as id and body. @throws EbmlError */
export function* children(body: Uint8Array): Generator<{ id: number; body: Uint8Array; raw: Uint8Array }> {
  for (let at = 0; at < body.length; ) {
    const head = readHead(body, at);
    const end = at + (head?.headLength ?? 0) + (head?.size ?? 0);
    if (head?.size === undefined || end > body.length) throw new EbmlError('an element exceeds its parent');
    yield { id: head.id, body: body.subarray(at + head.headLength, end), raw: body.subarray(at, end) };
    at = end;
  }
}

/** The body of the first child with this id. @throws EbmlError */
export function child(body: Uint8Array, id: number): Uint8Array | undefined {
  for (const found of children(body)) if (found.id === id) return found.body;
  return undefined;
}

/** Joins bytes into a new buffer. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
