/**
 * A spoken language's name in the language of the interface: `nl-BE` is "Dutch (Belgium)". A tag that is none
 * is answered as it is.
 */
export function languageName(tag: string, interfaceLanguage: string): string {
  try {
    const names = new Intl.DisplayNames(interfaceLanguage, { type: 'language', languageDisplay: 'standard' });
    const name = names.of(tag.replaceAll('_', '-')) ?? tag;
    return name.charAt(0).toLocaleUpperCase(interfaceLanguage) + name.slice(1);
  } catch {
    return tag;
  }
}
