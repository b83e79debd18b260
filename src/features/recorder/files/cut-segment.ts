/** Identifiers of EBML, https://www.rfc-editor.org/rfc/rfc8794, and Matroska, https://www.rfc-editor.org/rfc/rfc9559 */
const ebmlHead = 0x1a45dfa3;
const segment = 0x18538067;

/** Whether a WebM or Matroska file is shorter than it says. One that was recorded live does not say. */
export function cutSegment(head: Uint8Array, fileBytes: number): boolean {
  const first = elementAt(head, 0);
  if (first?.id !== ebmlHead || first.size === undefined) return false;
  const second = elementAt(head, first.body + first.size);
  if (second?.id !== segment || second.size === undefined) return false;
  return second.body + second.size > fileBytes;
}

function elementAt(bytes: Uint8Array, at: number) {
  const idLength = lengthOf(bytes[at]);
  const sizeLength = lengthOf(bytes[at + idLength]);
  const body = at + idLength + sizeLength;
  if (idLength > 4 || sizeLength > 8 || body > bytes.length) return undefined;
  const id = number(bytes.subarray(at, at + idLength));
  const [first = 0, ...rest] = bytes.subarray(at + idLength, body);
  const marker = 0x80 >> (sizeLength - 1);
  // All ones: of unknown size.
  const unknown = first === marker * 2 - 1 && rest.every((byte) => byte === 0xff);
  return { id, size: unknown ? undefined : number([first - marker, ...rest]), body };
}

const number = (bytes: Iterable<number>): number => [...bytes].reduce((value, byte) => value * 256 + byte, 0);

/** Bytes of a number whose first byte says how long it is. */
const lengthOf = (first = 0): number => Math.clz32(first) - 23;
