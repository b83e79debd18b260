import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserLocales, browserTimeZone, intl, localeOf } from './intl.ts';

afterEach(() => vi.unstubAllGlobals());

describe('localeOf', () => {
  it.each([
    ['nl-BE', 'nl-BE'],
    ['NL-be', 'nl-BE'],
    ['en_US.UTF-8', 'en-US'],
    ['sr_RS@latin', 'sr-RS'],
    ['de-DE-u-co-phonebk', 'de-DE-u-co-phonebk'],
    ['xx-invalid-tag-', 'xx-invalid'],
    ['fr-', 'fr'],
    ['C', undefined],
    ['C.UTF-8', undefined],
    ['POSIX', undefined],
    ['', undefined],
    ['-', undefined],
    ['klingon ', 'klingon'],
    ['no language', undefined],
    [undefined, undefined],
    [null, undefined],
    [7, undefined],
  ])('%j means %s', (name, expected) => expect(localeOf(name)).toBe(expected));

  it('returns what every constructor accepts, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[a-z]{1,9}([-_.@][a-zA-Z0-9]{0,9}){0,4}$/)),
        (name) => {
          expect(intl.number(name).format(1)).toBeTypeOf('string');
          intl.dateTime(name);
          intl.collator(name);
          intl.displayNames(name, { type: 'language' });
        },
      ),
    );
  });
});

describe('browserLocales', () => {
  it.each([
    [{ languages: ['C', 'nl_NL', ''], language: 'C' }, ['nl-NL']],
    [{ languages: [], language: 'de' }, ['de']],
    [{ language: 'en_US.UTF-8' }, ['en-US']],
    [{}, []],
    [{ languages: [''], language: '' }, []],
  ])('of %j are %j', (navigator, expected) => {
    vi.stubGlobal('navigator', navigator);
    expect(browserLocales()).toEqual(expected);
  });
});

describe('browserTimeZone', () => {
  const withZone = (timeZone: string | undefined) => {
    const real = Intl.DateTimeFormat;
    vi.stubGlobal('Intl', {
      ...Intl,
      // biome-ignore lint/complexity/useArrowFunction: it is called with new.
      DateTimeFormat: function (locale?: string, options?: Intl.DateTimeFormatOptions) {
        return locale === undefined ? { resolvedOptions: () => ({ timeZone }) } : new real(locale, options);
      },
    });
  };

  it.each([
    ['Europe/Brussels', 'Europe/Brussels'],
    ['Etc/Nowhere', 'UTC'],
    ['', 'UTC'],
  ])('%j is %s', (zone, expected) => {
    withZone(zone);
    expect(browserTimeZone()).toBe(expected);
  });

  it('is never unknown', () => {
    withZone(undefined);
    expect(() => new Date().toLocaleString('en', { timeZone: browserTimeZone() })).not.toThrow();
  });
});
