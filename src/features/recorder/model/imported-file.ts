import { wholeCharacters } from '#contract/whole-characters.ts';

/** Why a file that the person chose is not accepted. */
export type FileRefusal =
  | 'empty'
  | 'too-large'
  /** A document, a picture, a saved web page. */
  | 'not-audio'
  /** Sound in a format or codec that Claritalk does not accept; `detail` names it. */
  | 'codec'
  /** The recording was never closed, and without its index the sound cannot be located. */
  | 'unfinished'
  /** Only zeros: space was reserved and never filled. */
  | 'hollow'
  /** A video without sound, or sound of no length. */
  | 'no-audio'
  /** Damaged, or something unknown under a false name. */
  | 'unreadable'
  /** Moved, changed or unplugged while it was read. */
  | 'changed'
  /** This browser cannot store that much. */
  | 'no-room'
  | 'storage';

export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly refusal: FileRefusal;
  /** The name of a format, where that is the reason. */
  readonly detail: string;

  constructor(refusal: FileRefusal, options?: ErrorOptions & { readonly detail?: string }) {
    super(refusal, options);
    this.refusal = refusal;
    this.detail = options?.detail ?? '';
  }
}

/** What was done to a file, or should be known of it, before it is uploaded. */
export type FileNote =
  /** Its header did not say how long it is, because the recording was never closed: it was written again. */
  | { readonly kind: 'closed' }
  /** Its end is missing, of this many milliseconds if that is known. */
  | { readonly kind: 'cut'; readonly missingMs: number }
  /** This many bytes before the sound were left out. */
  | { readonly kind: 'junk'; readonly bytes: number }
  /** The sound was extracted from a container that Claritalk does not accept. */
  | { readonly kind: 'extracted'; readonly format: string }
  /** Nothing is to be heard. */
  | { readonly kind: 'silent' };

/** 2 GiB. */
export const maxFileBytes = 2 ** 31;

/** The name of a file without its extension, as the name of a meeting. */
export function meetingNameOf(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,4}$/i, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
  return wholeCharacters(words || fileName, 255);
}

/**
 * When a recording in a file probably began: a recorder writes its file until the end. Copying can change a file's
 * date, so it is only offered to the person. Milliseconds since 1970.
 */
export function probableStart(lastModified: number, durationMs: number): number {
  return Math.max(0, lastModified - durationMs);
}
