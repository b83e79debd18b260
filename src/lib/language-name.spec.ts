import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageName } from './language-name.ts';

describe('languageName', () => {
  it.each([
    ['nl', 'en', 'Dutch'],
    ['nl_BE', 'en', 'Dutch (Belgium)'],
    ['fr', 'nl', 'Frans'],
    ['not a language', 'en', 'not a language'],
    ['', 'en', ''],
  ])('%s in %s is %s', (tag, language, expected) => {
    expect(languageName(tag, language)).toBe(expected);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (tag) => void languageName(tag, 'en')));
  });
});
