/** Why a file that the person chose is not taken. */
export type FileRefusal =
  /** Not one of the formats that Claritalk takes. */
  | 'type'
  | 'empty'
  | 'too-large'
  /** A film without sound, or sound of no length. */
  | 'no-audio'
  /** Damaged, something else under a false name, or changed while it was read. */
  | 'unreadable'
  /** This browser does not store that much. */
  | 'no-room'
  | 'storage';

export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal, options?: ErrorOptions) {
    super(refusal, options);
    this.refusal = refusal;
  }
}

/** 2 GiB. */
export const maxFileBytes = 2 ** 31;

/** The name of a file without its extension, as the name of a meeting. */
export function meetingNameOf(fileName: string): string {
  return (
    fileName
      .replace(/\.[a-z0-9]{1,4}$/i, '')
      .replaceAll(/[_\s]+/g, ' ')
      .trim()
      .slice(0, 255) || fileName
  );
}

/**
 * When a recording in a file probably began: a recorder writes its file until the end. Copying can change a file's
 * date, so it is only offered to the person. Milliseconds since 1970.
 */
export function probableStart(lastModified: number, durationMs: number): number {
  return Math.max(0, lastModified - durationMs);
}

/** An instant as a `datetime-local` field has it: in the reader's own zone, to the minute. */
export function toLocalField(instant: number): string {
  const at = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
