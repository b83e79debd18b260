import { intl, localeOf } from './intl.ts';

const namesIn = new Map<string, Intl.DisplayNames>();

/** Making one costs more than all the names of a page. */
function namesOf(interfaceLanguage: string): Intl.DisplayNames {
  const known = namesIn.get(interfaceLanguage);
  if (known) return known;
  const names = intl.displayNames(interfaceLanguage, { type: 'language', languageDisplay: 'standard' });
  namesIn.set(interfaceLanguage, names);
  return names;
}

/**
 * A spoken language's name in the language of the interface: `nl-BE` is "Dutch (Belgium)". An invalid tag is returned
 * unchanged.
 */
export function languageName(tag: string, interfaceLanguage: string): string {
  try {
    const name = namesOf(interfaceLanguage).of(tag.replaceAll('_', '-')) ?? tag;
    return name.charAt(0).toLocaleUpperCase(localeOf(interfaceLanguage)) + name.slice(1);
  } catch {
    return tag;
  }
}
