/** Why the bytes of a run cannot follow those before them. */
export type JoinRefusal =
  /** They, or those before them, cannot be read. */
  | 'unreadable'
  /** Another codec, number of channels or sample rate. */
  | 'different'
  /** What is there ends in the middle of something. */
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
  /** End of the last packet that came out, in milliseconds of the file. */
  readonly endMs: number;
  /** Bytes that were taken and have not come out. */
  readonly heldBytes: number;
  /** Takes bytes of the current run and answers those that may be written: whole elements only. */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Forgets what has not come out; the bytes that follow are a new run, which begins at `atMs` or later. */
  nextRun(atMs: number): void;
}
