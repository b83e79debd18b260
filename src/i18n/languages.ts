import { browserLocales } from '#src/lib/intl.ts';
import { kept } from '#src/lib/storage/kept.ts';

/** Languages that the interface is complete in. */
export const languages = ['en', 'nl', 'fr', 'de'] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  nl: 'Nederlands',
  fr: 'Français',
  de: 'Deutsch',
};

const storageKey = 'claritalk.language';

export const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value);

/** The chosen language, else the first of the browser's that exists here, else English. */
export function preferredLanguage(): Language {
  const chosen = kept.read(storageKey);
  if (isLanguage(chosen)) return chosen;
  const wanted = browserLocales().map((tag) => tag.split('-')[0]);
  return wanted.find(isLanguage) ?? 'en';
}

/** The region for a language's dates and numbers, when the browser names none. */
const defaultRegions: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  nl: 'nl-BE',
  fr: 'fr-BE',
  de: 'de-DE',
};

/** The locale for dates and numbers: the browser's own variant of the language, such as `nl-NL`. */
export function formattingLocale(
  language: Language,
  browserLanguages: readonly string[] = browserLocales(),
): string {
  const own = browserLanguages.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return own ?? defaultRegions[language];
}

/** Keeps the choice on this device. */
export function rememberLanguage(language: Language): void {
  // Where storage is forbidden the choice holds until the page is closed.
  kept.write(storageKey, language);
}
