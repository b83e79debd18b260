import { useTranslations } from 'use-intl';
import { useErrorText, useRefusalWords } from './error-text.ts';

// Words for refusals arrive with the first one of a page (src/boot.ts). A page that shows what was refused before it was
// opened names them here, so that they come with its code.

/** `useErrorText`, for errors that may be older than the page. */
export function useKeptErrorText(): ReturnType<typeof useErrorText> {
  useTranslations('refusals');
  return useErrorText();
}

/** `useRefusalWords`, for refusals that may be older than the page. */
export function useKeptRefusalWords(): ReturnType<typeof useRefusalWords> {
  useTranslations('refusals');
  return useRefusalWords();
}
