import type { Language } from './language.ts';
import { dutch } from './languages/dutch.ts';
import { english } from './languages/english.ts';
import { french } from './languages/french.ts';
import { german } from './languages/german.ts';

/** Languages of the seed by locale. */
export const languages: Readonly<Record<Language['locale'], Language>> = {
  en: english,
  nl: dutch,
  fr: french,
  de: german,
};
