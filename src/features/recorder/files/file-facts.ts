import type { FileNote } from '../model/imported-file.ts';

/** What an existing file is, and which part of it is uploaded. */
export interface FileFacts {
  /** MIME type by the contents of the file, whatever its name says. */
  readonly mimeType: string;
  readonly durationMs: number;
  /** The file itself, or what was made of it: nothing is encoded again, and the person's file stays as it is. */
  readonly file: Blob;
  readonly notes: readonly FileNote[];
}

export interface Inspecting {
  readonly signal: AbortSignal;
  /** Progress from 0 to 1, when it takes longer. */
  readonly onProgress: (part: number) => void;
}
