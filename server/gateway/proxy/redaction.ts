import { Transform } from 'node:stream';
import { urlText } from '#contract/url-text.ts';

/** Shorter secrets would match text that has nothing to do with them. */
const shortest = 8;

/** How a text may be written in a response: as is, in JSON by two kinds of servers, in an address. */
const spellings = (secret: string): ReadonlySet<string> => {
  const json = JSON.stringify(secret).slice(1, -1);
  return new Set([secret, json, json.replaceAll('/', '\\/'), urlText(secret)]);
};

/** Removes a secret from whatever a system sends; the length stays the same. */
export class Redaction {
  readonly #spellings: readonly Buffer[];
  readonly #longest: number;

  /** @param secret if undefined or too short to be one, nothing is removed. */
  constructor(secret: string | undefined) {
    const texts = secret === undefined || secret.length < shortest ? [] : [...spellings(secret)];
    this.#spellings = texts.map((text) => Buffer.from(text));
    this.#longest = Math.max(1, ...this.#spellings.map(({ length }) => length));
  }

  /** Overwrites each secret with asterisks, in place. */
  bytes(bytes: Buffer): Buffer {
    for (const spelling of this.#spellings) {
      for (let at = bytes.indexOf(spelling); at >= 0; at = bytes.indexOf(spelling, at + spelling.length)) {
        bytes.fill('*', at, at + spelling.length);
      }
    }
    return bytes;
  }

  text(text: string): string {
    return this.#spellings.length === 0 ? text : this.bytes(Buffer.from(text)).toString('utf8');
  }

  /**
   * Overwrites secrets in a stream, also across the seams of its pieces.
   * @param maxBytes a stream that is longer fails with `tooLong`.
   */
  stream(maxBytes: number, tooLong: () => Error): Transform {
    let held: Buffer = Buffer.alloc(0);
    let seen = 0;
    const reach = this.#longest - 1;
    return new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        seen += piece.length;
        if (seen > maxBytes) return done(tooLong());
        const known = this.bytes(Buffer.concat([held, piece]));
        const sure = Math.max(0, known.length - reach);
        held = known.subarray(sure);
        done(null, known.subarray(0, sure));
      },
      flush: (done) => done(null, held),
    });
  }
}
