import { type DocumentLanguage, isDocumentLanguage } from '#src/i18n/document-languages.ts';
import { fields } from '#src/lib/reader.ts';
import { createDeviceSetting } from '#src/lib/storage/device-setting.ts';
import { type FileFormat, fileFormats } from './export-minutes.ts';

export const exportFormats = [...fileFormats, 'copy'] as const;
export type ExportFormat = FileFormat | 'copy';

/** What someone chose last. */
export interface ExportChoice {
  readonly format: ExportFormat;
  /** Of a list. */
  readonly listFormat: 'csv' | 'json';
  /** Undefined: the interface's. */
  readonly language: DocumentLanguage | undefined;
  readonly comments: boolean;
  /** Undefined: what the language's spreadsheets expect. */
  readonly separator: ',' | ';' | undefined;
}

/** Remembered on this device. */
export const exportChoice = createDeviceSetting<ExportChoice>('claritalk.export', (stored) => {
  const { format, listFormat, language, comments, separator } = fields(stored);
  return {
    format: exportFormats.find((known) => known === format) ?? 'pdf',
    listFormat: listFormat === 'json' ? 'json' : 'csv',
    language: isDocumentLanguage(language) ? language : undefined,
    comments: comments === true,
    separator: separator === ',' || separator === ';' ? separator : undefined,
  };
});
