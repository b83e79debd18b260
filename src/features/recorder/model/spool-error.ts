const codes = [
  /** The browser gives this site no more space. */
  'quota',
  /** The recording, or a part of it, is not there: removed here or by clearing the site's data. */
  'missing',
  /** Stored bytes do not have the checksum that they were sealed with. */
  'corrupt',
  /** The recording has no bytes. */
  'empty',
  /** The call does not fit the state of the recording. */
  'conflict',
  /** The browser's database cannot be used. */
  'unavailable',
] as const;
export type SpoolErrorCode = (typeof codes)[number];

export const isSpoolErrorCode = (code: string | undefined): code is SpoolErrorCode =>
  codes.some((known) => known === code);

/** What the spool throws, on both sides of its worker. */
export class SpoolError extends Error {
  override readonly name = 'SpoolError';
  readonly code: SpoolErrorCode;

  constructor(code: SpoolErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Any error as a SpoolError: IndexedDB reports a full disk as QuotaExceededError. */
  static from(error: unknown): SpoolError {
    if (error instanceof SpoolError) return error;
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    const code = name === 'QuotaExceededError' ? 'quota' : 'unavailable';
    return new SpoolError(code, String(error), { cause: error });
  }
}
