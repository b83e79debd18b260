import { type MinutesFile, readMinutesFile } from '../export/minutes-file.ts';

/** What a file turned out to be. */
export type ReadDocument =
  | { readonly kind: 'minutes'; readonly file: MinutesFile }
  /** A document of a known kind that carries no minutes. */
  | { readonly kind: 'without-minutes' }
  | { readonly kind: 'unreadable' };

/** Finds the minutes in a JSON, PDF or DOCX file, told apart by what is in them and not by their names. */
export async function readDocument(bytes: Uint8Array): Promise<ReadDocument> {
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (begin.includes('%PDF-')) {
    const { attachedMinutes } = await import('./pdf-attachment.ts');
    return found(attachedMinutes(bytes));
  }
  if (begin.startsWith('PK')) {
    const { attachedMinutes } = await import('../export/docx-attachment.ts');
    return found(attachedMinutes(bytes));
  }
  const file = readMinutesFile(new TextDecoder().decode(bytes));
  return file ? { kind: 'minutes', file } : { kind: 'unreadable' };
}

const found = (file: MinutesFile | undefined): ReadDocument =>
  file ? { kind: 'minutes', file } : { kind: 'without-minutes' };
