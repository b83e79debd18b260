import { concat } from './ebml.ts';
import { Mp4Runs } from './mp4-runs.ts';
import { JoinError, type RunFormat } from './run-format.ts';
import { WebmRuns } from './webm-runs.ts';

/** The container of a MIME type with or without parameters. */
function formatOf(mimeType: string): RunFormat | undefined {
  const type = mimeType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'audio/webm') return new WebmRuns();
  return type === 'audio/mp4' ? new Mp4Runs() : undefined;
}

/**
 * Joins successive runs of an encoder into one file that can be played at every moment: the output is whole elements,
 * however the input was divided. The first run is passed on unchanged, and unread if it cannot be read: bytes are never
 * lost for the sake of order.
 */
export class RunJoiner {
  /** Undefined when the file cannot be read. */
  #format: RunFormat | undefined;
  #run = 0;
  /** Input that is not in the output yet; only for the first run. */
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();

  constructor(mimeType: string) {
    this.#format = formatOf(mimeType);
  }

  /** End of the last whole packet in milliseconds of the file; undefined when the file cannot be read. */
  get endMs(): number | undefined {
    return this.#format?.endMs;
  }

  /**
   * Takes the next bytes of the run and returns those that follow the previous output.
   * @throws JoinError when bytes of a later run cannot follow; they have to be kept elsewhere.
   */
  push(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (!this.#format) {
      if (this.#run > 0) throw new JoinError('unreadable', 'the file before it cannot be read');
      return bytes;
    }
    return this.#run === 0 ? this.#pushFirst(this.#format, bytes) : pushLater(this.#format, bytes);
  }

  /**
   * The bytes that follow are a new run, which begins at `atMs` of the file, or at its end if that is later. What the
   * previous run left unfinished is discarded.
   * @throws JoinError when the file cannot be continued.
   */
  nextRun(atMs: number): void {
    if (!this.#format) throw new JoinError('unreadable', 'the file cannot be read');
    this.#format.nextRun(atMs);
    this.#run += 1;
    this.#held = new Uint8Array();
  }

  /**
   * Reads a stored file piece by piece, so that `nextRun` can follow it.
   * @throws JoinError when it cannot be continued.
   */
  async resume(pieces: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const piece of pieces) this.push(piece);
    if (!this.#format) throw new JoinError('unreadable', 'the stored file cannot be read');
    if (this.#format.heldBytes > 0) throw new JoinError('cut', 'the stored file ends inside an element');
  }

  #pushFirst(format: RunFormat, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const all = this.#held.length === 0 ? bytes : concat([this.#held, bytes]);
    try {
      const out = all.slice(0, format.push(bytes).length);
      this.#held = all.slice(out.length);
      return out;
    } catch {
      this.#format = undefined;
      this.#held = new Uint8Array();
      return all;
    }
  }
}

function pushLater(format: RunFormat, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    return format.push(bytes);
  } catch (cause) {
    if (cause instanceof JoinError) throw cause;
    throw new JoinError('unreadable', 'the run cannot be read', { cause });
  }
}
