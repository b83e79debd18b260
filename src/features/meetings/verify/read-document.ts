import { decode } from '#src/lib/text-file/encodings.ts';
import { judgeBytes } from '#src/lib/text-file/judge-bytes.ts';
import { type MinutesFile, readMinutesFile } from '../export/minutes-file.ts';

/** The kind of a file. */
export type ReadDocument =
  | { readonly kind: 'minutes'; readonly file: MinutesFile }
  /** A document of a known kind that carries no minutes. */
  | { readonly kind: 'without-minutes' }
  | { readonly kind: 'unreadable' };

/** Finds the minutes in a JSON, PDF or DOCX file, recognised by their contents and not by their names. */
export async function readDocument(bytes: Uint8Array): Promise<ReadDocument> {
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (begin.includes('%PDF-')) {
    const { attachedMinutes } = await import('./pdf-attachment.ts');
    return found(attachedMinutes(bytes));
  }
  if (begin.startsWith('PK')) {
    const { attachedMinutes } = await import('../export/writers/docx-attachment.ts');
    return found(attachedMinutes(bytes));
  }
  // An editor may have saved the JSON again in UTF-16; if anything had to be guessed, no seal would match.
  const judgement = judgeBytes(bytes);
  const text = decode(bytes, judgement.kind === 'certain' ? judgement.encoding : 'utf-8');
  const file = readMinutesFile(text);
  return file ? { kind: 'minutes', file } : { kind: 'unreadable' };
}

const found = (file: MinutesFile | undefined): ReadDocument =>
  file ? { kind: 'minutes', file } : { kind: 'without-minutes' };
