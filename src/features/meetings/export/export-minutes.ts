import { fetchAsset } from '#src/api/client/fetch-asset.ts';
import {
  type DocumentLanguage,
  type DocumentTexts,
  loadDocumentTexts,
} from '#src/i18n/document-languages.ts';
import { type CsvSeparator, separatorOf } from '#src/lib/csv/csv.ts';
import type { Attachment } from '#src/lib/document/pdf/pdf-writer.ts';
import { fileName } from './file-name.ts';
import { minutesDocument } from './minutes-document.ts';
import { type MinutesFile, minutesInPdf, writeMinutesFile } from './minutes-file.ts';

export const fileFormats = ['pdf', 'docx', 'markdown', 'csv', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

interface ExportOptions {
  readonly language: DocumentLanguage;
  /** The reader's, such as `Europe/Brussels`. */
  readonly timeZone: string;
  /** For CSV; by default what the language's spreadsheets expect. */
  readonly separator?: CsvSeparator | undefined;
  /** Whether a PDF may lack characters that no font has. */
  readonly incomplete?: boolean;
  /** What a PDF carries beside the minutes. */
  readonly attachments?: readonly Attachment[] | undefined;
  readonly signal?: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

interface Format {
  readonly extension: string;
  readonly type: string;
  readonly write: (work: Work) => Promise<string | Uint8Array<ArrayBuffer>>;
}

interface Work extends ExportOptions {
  readonly file: MinutesFile;
  readonly texts: DocumentTexts;
}

// Each writer is a chunk of its own, loaded when someone exports in its format.
const formats: Readonly<Record<FileFormat, Format>> = {
  pdf: {
    extension: 'pdf',
    type: 'application/pdf',
    write: async ({ file, texts, timeZone, incomplete, attachments = [], signal, onProgress }) => {
      const { writePdf } = await import('#src/lib/document/pdf/pdf-writer.ts');
      const inside = minutesInPdf(file);
      return writePdf(minutesDocument(file, texts, timeZone), {
        ...inside,
        attachments: [...inside.attachments, ...attachments],
        readAsset: fetchAsset,
        incomplete,
        ...(signal ? { signal } : {}),
        ...(onProgress ? { onProgress } : {}),
      });
    },
  },
  docx: {
    extension: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    write: async ({ file, texts, timeZone }) => {
      const { writeDocx } = await import('./writers/docx-writer.ts');
      return writeDocx(minutesDocument(file, texts, timeZone), file);
    },
  },
  markdown: {
    extension: 'md',
    type: 'text/markdown;charset=utf-8',
    write: async ({ file, texts, timeZone }) => {
      const { writeMarkdown } = await import('./writers/markdown-writer.ts');
      return writeMarkdown(minutesDocument(file, texts, timeZone));
    },
  },
  csv: {
    extension: 'csv',
    type: 'text/csv;charset=utf-8',
    write: async ({ file, texts, separator }) => {
      const { writeMinutesCsv } = await import('./writers/csv-writer.ts');
      return writeMinutesCsv(file, texts, separator ?? separatorOf(texts.locale));
    },
  },
  json: {
    extension: 'json',
    type: 'application/json',
    write: async ({ file }) => writeMinutesFile(file),
  },
};

/**
 * Writes minutes in a format and names the file.
 * @throws the signal's reason; MissingCharacters for a PDF that may not lack any; TypeError when a part of this application or a font does not arrive.
 */
export async function exportMinutes(
  file: MinutesFile,
  format: FileFormat,
  options: ExportOptions,
): Promise<ExportedFile> {
  const { extension, type, write } = formats[format];
  const texts = await loadDocumentTexts(options.language);
  const content = await write({ ...options, file, texts });
  options.signal?.throwIfAborted();
  return {
    name: fileName({
      day: dayOf(file.minutes.meeting.createdAt, options.timeZone),
      name: file.minutes.meeting.name ?? texts.t('untitled'),
      kind: texts.t(file.status === 'approved' ? 'file.minutes' : 'file.draft'),
      extension,
    }),
    content: new Blob([content], { type }),
  };
}

/** Minutes for the clipboard, as HTML and as plain text. */
export async function richText(
  file: MinutesFile,
  options: Pick<ExportOptions, 'language' | 'timeZone'>,
): Promise<{ readonly html: string; readonly text: string }> {
  const [texts, { writeHtml }, { writePlainText }] = await Promise.all([
    loadDocumentTexts(options.language),
    import('./writers/html-writer.ts'),
    import('./writers/plain-text-writer.ts'),
  ]);
  const document = minutesDocument(file, texts, options.timeZone);
  return { html: writeHtml(document), text: writePlainText(document) };
}

/** The day of an ISO instant in a zone, `YYYY-MM-DD`. */
function dayOf(iso: string | null, timeZone: string): string | undefined {
  if (iso === null) return undefined;
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(new Date(iso));
}
