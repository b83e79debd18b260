import { Unzip, UnzipInflate, Unzlib } from 'fflate';

/** So small that what one piece can expand to (a thousandfold) fits in memory. */
const pieceBytes = 4096;
/** A stream that consumes this many bytes and produces none has ended, or is invalid. fflate would keep them all. */
const quietBytes = 2 ** 18;
/** No document contains that many files. fflate takes time quadratic in their number. */
const maxFiles = 5000;

/**
 * How many bytes may be read and made for one document, all its parts together. Small files can claim to hold
 * terabytes, and the sizes they state prove nothing: what is produced is counted, and inflating stops at the limit.
 */
export class InflateBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Takes that many bytes from the budget; returns false when fewer are left. */
  take(bytes: number): boolean {
    this.#left -= bytes;
    return this.#left >= 0;
  }
}

/** Inflates a zlib stream; undefined when it is damaged or more than the budget. */
export function inflate(bytes: Uint8Array, budget: InflateBudget): Uint8Array | undefined {
  const made = new Made(budget);
  const stream = new Unzlib((part) => made.add(part));
  try {
    pushAll(bytes, stream, made, budget);
  } catch {
    return undefined;
  }
  return made.isTooMuch ? undefined : made.joined();
}

/**
 * The files of a ZIP archive that are wanted; undefined when they are more than the budget, or too many.
 * @throws when the archive is damaged.
 */
export function unzip(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  budget: InflateBudget,
): readonly Uint8Array[] | undefined {
  const files: Made[] = [];
  const all = new Made(budget);
  let count = 0;
  const archive = new Unzip((file) => {
    count += 1;
    if (count > maxFiles) all.isTooMuch = true;
    if (!isWanted(file.name)) return;
    const made = new Made(budget);
    files.push(made);
    file.ondata = (error, part) => {
      if (error) throw error;
      made.add(part);
      if (made.isTooMuch || made.isQuiet) all.isTooMuch = true;
    };
    file.start();
  });
  archive.register(UnzipInflate);
  pushAll(bytes, archive, all, budget);
  return all.isTooMuch ? undefined : files.map((made) => made.joined());
}

class Made {
  isTooMuch = false;
  readonly #budget: InflateBudget;
  readonly #parts: Uint8Array[] = [];
  #emptyParts = 0;

  constructor(budget: InflateBudget) {
    this.#budget = budget;
  }

  get isQuiet(): boolean {
    return this.#emptyParts * pieceBytes > quietBytes;
  }

  add(part: Uint8Array): void {
    this.#emptyParts = part.length === 0 ? this.#emptyParts + 1 : 0;
    if (this.#budget.take(part.length)) this.#parts.push(part);
    else this.isTooMuch = true;
  }

  joined(): Uint8Array {
    const whole = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

interface Sink {
  push(piece: Uint8Array, final?: boolean): void;
}

/** Pushes pieces until all is done, it is too much, or the stream ends. */
function pushAll(bytes: Uint8Array, sink: Sink, made: Made, budget: InflateBudget): void {
  for (let at = 0; at < bytes.length && !made.isTooMuch && !made.isQuiet; at += pieceBytes) {
    const end = at + pieceBytes;
    made.isTooMuch = !budget.take(Math.min(end, bytes.length) - at);
    if (!made.isTooMuch) sink.push(bytes.subarray(at, end), end >= bytes.length);
  }
}
