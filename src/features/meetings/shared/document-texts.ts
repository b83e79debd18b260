import { queryOptions } from '@tanstack/react-query';
import { type DocumentLanguage, loadDocumentTexts } from '#src/i18n/document-languages.ts';

/** The words of a language for what clients are sent. */
export const documentTextsOptions = (language: DocumentLanguage) =>
  queryOptions({
    queryKey: ['document-texts', language],
    queryFn: () => loadDocumentTexts(language),
    staleTime: Number.POSITIVE_INFINITY,
  });
