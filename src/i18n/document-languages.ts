import { createTranslator } from 'use-intl/core';
import { browserLocales } from '#src/lib/intl.ts';
import type english from './documents/en.json';
import { withoutIsolation } from './isolation.ts';
import { formattingLocale, isLanguage, type Language, languageNames, languages } from './languages.ts';

/** Languages of documents: a choice independent of the interface's, from the same ones. */
export const documentLanguages = languages;
export type DocumentLanguage = Language;
export type DocumentMessages = typeof english;
export type DocumentTranslator = ReturnType<typeof createTranslator<DocumentMessages, never>>;

/** Each language by its own name. */
export const documentLanguageNames = languageNames;

export const isDocumentLanguage = isLanguage;

/** The language of a locale such as `nl`, `nl-BE` or `nl_BE`, if there are documents in it. */
export function documentLanguageOf(locale: string | undefined): DocumentLanguage | undefined {
  const language = locale?.split(/[-_]/)[0]?.toLowerCase();
  return isDocumentLanguage(language) ? language : undefined;
}

const catalogues: Readonly<Record<DocumentLanguage, () => Promise<{ default: DocumentMessages }>>> = {
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
  /** The same, with values isolated within a text (isolation.ts), for where nothing else does that. */
  readonly sentence: DocumentTranslator;
}

/**
 * Loads the texts of documents in a language. `browserLanguages` decides the region: a browser in `nl-NL` makes
 * Dutch documents with Dutch dates.
 */
export async function loadDocumentTexts(
  language: DocumentLanguage,
  browserLanguages: readonly string[] = browserLocales(),
): Promise<DocumentTexts> {
  const locale = formattingLocale(language, browserLanguages);
  const { default: messages } = await catalogues[language]();
  const sentence = createTranslator({ locale, messages });
  return { language, locale, t: plain(sentence), sentence };
}

/** What becomes a name, a cell or a file has no invisible characters. */
function plain(t: DocumentTranslator): DocumentTranslator {
  return new Proxy(t, {
    apply: (translate, self, values) => withoutIsolation(Reflect.apply(translate, self, values)),
  });
}
