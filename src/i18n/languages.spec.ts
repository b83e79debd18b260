import { afterEach, describe, expect, it, vi } from 'vitest';
import { formattingLocale, preferredLanguage, rememberLanguage } from './languages.ts';

/** A browser with these languages, which keeps the choice or not. */
function browser(languages: readonly string[], kept: string | null = null, forbidden = false) {
  const items = new Map(kept === null ? [] : [['claritalk.language', kept]]);
  const refuse = () => {
    throw new DOMException('forbidden', 'SecurityError');
  };
  vi.stubGlobal('navigator', { languages });
  vi.stubGlobal('localStorage', {
    getItem: forbidden ? refuse : (key: string) => items.get(key) ?? null,
    setItem: forbidden ? refuse : (key: string, value: string) => items.set(key, value),
  });
}

afterEach(() => vi.unstubAllGlobals());

describe('preferredLanguage', () => {
  it.each([
    ['the first of the browser that exists here', ['pt-BR', 'fr-CH', 'de'], null, 'fr'],
    ['whatever the case and the region', ['DE-at'], null, 'de'],
    ['English where none exists', ['pt-BR', 'pl'], null, 'en'],
    ['the chosen one before the browser’s', ['fr-BE'], 'nl', 'nl'],
    ['the browser’s when what is kept is not a language', ['fr-BE'], 'klingon', 'fr'],
  ])('is %s', (_, wanted, kept, language) => {
    browser(wanted, kept);
    expect(preferredLanguage()).toBe(language);
  });

  it('does without storage', () => {
    browser(['de-DE'], null, true);
    rememberLanguage('fr');
    expect(preferredLanguage()).toBe('de');
  });

  it('is what was remembered', () => {
    browser(['de-DE']);
    rememberLanguage('fr');
    expect(preferredLanguage()).toBe('fr');
  });
});

describe('formattingLocale', () => {
  it('is the browser’s own variant of the language, else the usual one', () => {
    browser(['en-US', 'fr-CH']);
    expect(formattingLocale('fr')).toBe('fr-CH');
    expect(formattingLocale('de')).toBe('de-DE');
    expect(formattingLocale('nl')).toBe('nl-BE');
  });
});
