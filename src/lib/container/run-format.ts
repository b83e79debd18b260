/** Why the bytes of a run cannot follow the previous ones. */
export type JoinRefusal =
  /** They, or those before them, cannot be read. */
  | 'unreadable'
  /** Another codec, number of channels or sample rate. */
  | 'different'
  /** The existing bytes end in the middle of something. */
  | 'cut';

/** The caller keeps such bytes as a recording of their own. */
export class JoinError extends Error {
  override readonly name = 'JoinError';
  readonly refusal: JoinRefusal;

  constructor(refusal: JoinRefusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.refusal = refusal;
  }
}

/** How one container format is read and continued. Any error it throws means that it cannot continue. */
export interface RunFormat {
  /** End of the last packet in the output, in milliseconds of the file. */
  readonly endMs: number;
  /** Bytes that were read and are not in the output yet. */
  readonly heldBytes: number;
  /** Takes bytes of the current run and returns those that may be written: whole elements only. */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Discards what is not in the output yet; the bytes that follow are a new run, which begins at `atMs` or later. */
  nextRun(atMs: number): void;
}
