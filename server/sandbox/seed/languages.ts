import type { Language } from './language.ts';
import { english } from './languages/english.ts';

/** Languages of the seed by locale. */
export const languages: Readonly<Record<Language['locale'], Language>> = {
  en: english,
  nl: english,
  fr: english,
  de: english,
};
