import { createTranslator } from 'use-intl/core';
import type english from './documents/en.json';

/** Languages that documents can be made in: a choice of its own, apart from the interface's. */
export const documentLanguages = ['en', 'nl', 'fr', 'de'] as const;
export type DocumentLanguage = (typeof documentLanguages)[number];
export type DocumentMessages = typeof english;
export type DocumentTranslator = ReturnType<typeof createTranslator<DocumentMessages, never>>;

/** Each language by its own name. */
export const documentLanguageNames: Readonly<Record<DocumentLanguage, string>> = {
  en: 'English',
  nl: 'Nederlands',
  fr: 'Français',
  de: 'Deutsch',
};

export const isDocumentLanguage = (value: unknown): value is DocumentLanguage =>
  documentLanguages.some((language) => language === value);

// Where a language's dates and numbers follow a region, when the browser names none of its own.
const defaultRegions: Readonly<Record<DocumentLanguage, string>> = {
  en: 'en-GB',
  nl: 'nl-BE',
  fr: 'fr-BE',
  de: 'de-DE',
};

const catalogues: Readonly<Record<DocumentLanguage, () => Promise<{ default: unknown }>>> = {
  en: () => import('./documents/en.json'),
  nl: () => import('./documents/nl.json'),
  fr: () => import('./documents/fr.json'),
  de: () => import('./documents/de.json'),
};

/** The texts of a document and the locale for its dates and numbers. */
export interface DocumentTexts {
  readonly language: DocumentLanguage;
  /** BCP 47, such as `nl-BE`. */
  readonly locale: string;
  readonly t: DocumentTranslator;
}

/**
 * Loads the texts of documents in a language. `browserLanguages` decides the region: a browser in `nl-NL` makes
 * Dutch documents with Dutch dates.
 */
export async function loadDocumentTexts(
  language: DocumentLanguage,
  browserLanguages: readonly string[] = navigator.languages,
): Promise<DocumentTexts> {
  const own = browserLanguages.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  const locale = own ?? defaultRegions[language];
  const messages = (await catalogues[language]()).default as DocumentMessages;
  return { language, locale, t: createTranslator({ locale, messages }) };
}
