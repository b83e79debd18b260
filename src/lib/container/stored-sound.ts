/** A recording that can be read anywhere. */
export interface StoredSound {
  readonly mimeType: string;
  readonly bytes: number;
  /** The bytes `[start, end)`. */
  read(start: number, end: number): Promise<ArrayBuffer>;
}

/** A piece of a recording as a file of its own. Times are those of the recording, in milliseconds. */
export interface Clip {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly startMs: number;
  readonly endMs: number;
}

/** Thrown where there is no such piece, or the recording is not in a format of the recorder. */
export class ClipError extends Error {
  override readonly name = 'ClipError';
}
