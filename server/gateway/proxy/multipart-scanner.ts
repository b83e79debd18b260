import { Refusal } from '../http/refusal.ts';

const maxHeadBytes = 1024;
const maxFieldBytes = 1024;
const maxParts = 16;
const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');

// Exactly what browsers write. Looser forms exist, and servers disagree about them.
const partHead =
  /^content-disposition: form-data; name="([A-Za-z0-9_]{1,64})"(?:; filename="([^"\\\r\n]{0,255})")?(?:\r\ncontent-type: [\w.+/;=, "-]{1,128})?$/i;

const malformed = () => new Refusal(400, 'The body is not well-formed multipart data.');

/**
 * Reads the boundary out of a `Content-Type`. Without quotation marks it is letters, digits and `+_.-`, as browsers
 * write it: some servers end the boundary at any other character, and would find other parts than we do.
 *
 * @throws Refusal with 400.
 */
export function boundaryOf(contentType: string): string {
  const type = /^multipart\/form-data[ \t]*;[ \t]*boundary=(?:"([^"]{1,70})"|([A-Za-z0-9+_.-]{1,70}))$/i;
  const [, quoted, plain] = type.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? '';
  if (!/^[A-Za-z0-9'()+_,./:=?-]+$/.test(boundary)) throw malformed();
  return boundary;
}

/** Returns the `Content-Type` with a boundary, in the one spelling that everyone reads the same way. */
export const multipartType = (boundary: string): string =>
  `multipart/form-data; boundary=${/^[A-Za-z0-9+_.-]+$/.test(boundary) ? boundary : `"${boundary}"`}`;

/**
 * Watches multipart data pass and collects its text fields; files are only counted. It accepts one strict spelling, so
 * that nothing can look different to the server behind (a smuggled `_method`, a repeated field).
 */
export class MultipartScanner {
  /** Text of the fields by name. */
  readonly fields = new Map<string, string>();
  /** Names of the parts that are files, in order. */
  readonly files: string[] = [];
  readonly #delimiter: Buffer;
  // As if the first boundary had a line before it, like all the others.
  #pending: Buffer = lineEnd;
  #state: 'preamble' | 'boundary' | 'head' | 'text' | 'file' | 'done' = 'preamble';
  #name = '';
  #text: Buffer[] = [];
  #textBytes = 0;

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  /** @throws Refusal with 400. */
  write(piece: Buffer): void {
    this.#pending = this.#joins(piece) ? Buffer.concat([this.#pending, piece]) : piece;
    while (this.#step());
  }

  /** Must be called after the last piece. @throws Refusal with 400 when something is missing. */
  end(): void {
    const rest = this.#pending;
    if (this.#state !== 'done' || !(rest.length === 0 || rest.equals(lineEnd))) throw malformed();
  }

  /**
   * Whether a piece must be scanned together with what is pending. In a file only the seams are: copying each piece of
   * an upload would double the memory that it takes.
   */
  #joins(piece: Buffer): boolean {
    if (this.#pending.length === 0) return false;
    const reach = this.#delimiter.length - 1;
    if (this.#state !== 'file' || piece.length < reach) return true;
    return Buffer.concat([this.#pending, piece.subarray(0, reach)]).includes(this.#delimiter);
  }

  /** Takes one step through the pending bytes; returns false when it needs more. */
  #step(): boolean {
    switch (this.#state) {
      case 'preamble':
        return this.#preamble();
      case 'boundary':
        return this.#boundary();
      case 'head':
        return this.#head();
      case 'text':
      case 'file':
        return this.#content();
      case 'done':
        if (this.#pending.length > lineEnd.length) throw malformed();
        return false;
    }
  }

  #preamble(): boolean {
    const { length } = this.#delimiter;
    if (this.#pending.length < length) return false;
    if (!this.#take(length).equals(this.#delimiter)) throw malformed();
    this.#state = 'boundary';
    return true;
  }

  #boundary(): boolean {
    if (this.#pending.length < 2) return false;
    const mark = this.#take(2).toString('latin1');
    if (mark !== '\r\n' && mark !== '--') throw malformed();
    this.#state = mark === '--' ? 'done' : 'head';
    return true;
  }

  #head(): boolean {
    const at = this.#pending.indexOf(headEnd);
    if (at > maxHeadBytes || (at < 0 && this.#pending.length > maxHeadBytes)) throw malformed();
    if (at < 0) return false;
    const [, name, file] = partHead.exec(this.#take(at).toString('latin1')) ?? [];
    this.#take(headEnd.length);
    if (name === undefined || this.fields.size + this.files.length >= maxParts) throw malformed();
    if (this.fields.has(name) || this.files.includes(name)) throw new Refusal(400, 'A field is repeated.');
    this.#name = name;
    this.#state = file === undefined ? 'text' : 'file';
    return true;
  }

  #content(): boolean {
    const at = this.#pending.indexOf(this.#delimiter);
    // Without a delimiter the end may still be the first part of one.
    const known = at < 0 ? Math.max(0, this.#pending.length - this.#delimiter.length + 1) : at;
    const content = this.#take(known);
    if (this.#state === 'text') {
      this.#textBytes += content.length;
      if (this.#textBytes > maxFieldBytes) throw new Refusal(400, 'A field is too long.');
      this.#text.push(content);
    }
    if (at < 0) return false;
    this.#take(this.#delimiter.length);
    this.#finishPart();
    return true;
  }

  #finishPart(): void {
    if (this.#state === 'file') this.files.push(this.#name);
    else this.fields.set(this.#name, Buffer.concat(this.#text).toString('utf8'));
    this.#text = [];
    this.#textBytes = 0;
    this.#state = 'boundary';
  }

  #take(bytes: number): Buffer {
    const taken = this.#pending.subarray(0, bytes);
    this.#pending = this.#pending.subarray(bytes);
    return taken;
  }
}
