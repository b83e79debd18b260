import { maxHeaderSize } from 'node:http';

/** The form that is read from anyone, in one packet from an honest client. */
export interface OpenForm {
  readonly path: string;
  readonly maxBytes: number;
}

/**
 * What has arrived of a connection's first request. It only decides when the HTTP parser gets to see it; the parser
 * itself decides what it is. Takes linear time however it is cut up.
 */
export class FirstRequest {
  readonly #form: OpenForm;
  readonly #pieces: Buffer[] = [];
  #length = 0;
  /** The end of what was searched for the end of the head. */
  #tail = '';
  /** Length of the head, and of the form after it; undefined until the head is there. */
  #whole: number | undefined;

  constructor(form: OpenForm) {
    this.#form = form;
  }

  /** Takes the next bytes, and returns whether it is the parser's turn. */
  add(bytes: Buffer): boolean {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    this.#whole ??= this.#findWhole(bytes);
    if (this.#whole !== undefined) return this.#length >= this.#whole;
    // The parser refuses what is not HTTP, or too long, and says so at once.
    return this.#length > maxHeaderSize || !isLetter(this.#pieces[0]?.[0]);
  }

  /** Returns everything that has arrived. */
  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }

  #findWhole(bytes: Buffer): number | undefined {
    const text = this.#tail + bytes.toString('latin1');
    const end = /\n\r?\n/.exec(text);
    if (end) {
      const headLength = this.#length - text.length + end.index + end[0].length;
      return headLength + formLength(this.#form, this.bytes().toString('latin1', 0, headLength));
    }
    this.#tail = text.slice(-2);
    return undefined;
  }
}

const isLetter = (code: number | undefined): boolean => code !== undefined && code >= 0x41 && code <= 0x5a;

/** Returns the length of the form that follows a head; 0 where it is none. */
function formLength({ path, maxBytes }: OpenForm, head: string): number {
  // Whoever sends this waits for a response before the body.
  if (!head.startsWith(`POST ${path} HTTP/1.1`) || /^expect:/im.test(head)) return 0;
  const length = Number(/^content-length:[ \t]*(\d{1,9})[ \t]*\r?$/im.exec(head)?.[1] ?? 0);
  return length <= maxBytes ? length : 0;
}
