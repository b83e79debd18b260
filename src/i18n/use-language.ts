import { createContext, use } from 'react';
import type { Language } from './languages.ts';

interface LanguageChoice {
  readonly language: Language;
  /** Loads the language's catalogue and switches. Rejects when the catalogue does not arrive. */
  readonly setLanguage: (language: Language) => Promise<void>;
}

export const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

/** The interface's language and how to change it. */
export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) throw new Error('useLanguage outside Providers');
  return choice;
}
