import { decode, type Encoding, encodings } from '../encodings.ts';

/** Text as bytes in any encoding, as a program that writes it does. @throws when a character is not in it */
export function encode(text: string, encoding: Encoding, { mark = false } = {}): Uint8Array<ArrayBuffer> {
  const marked = mark ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(marked);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new DataView(new ArrayBuffer(marked.length * 2));
    for (let at = 0; at < marked.length; at += 1) {
      bytes.setUint16(at * 2, marked.charCodeAt(at), encoding === 'utf-16le');
    }
    return new Uint8Array(bytes.buffer);
  }
  const codes = tables.get(encoding);
  return Uint8Array.from([...marked], (char) => {
    const code = codes?.get(char);
    if (code === undefined) throw new Error(`${char} is not in ${encoding}`);
    return code;
  });
}

const tables = new Map(
  encodings.map((encoding) => [
    encoding,
    // One letter before and after, because a file's last byte may be treated as its end.
    new Map(
      [
        ...decode(
          Uint8Array.from({ length: 256 }, (_byte, at) => at),
          encoding,
        ),
      ].map((char, at) => [char, at]),
    ),
  ]),
);
