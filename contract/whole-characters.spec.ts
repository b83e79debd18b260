import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  characterStart,
  firstCharacter,
  shortened,
  wholeCharacters,
  wholeCharactersInBytes,
} from './whole-characters.ts';

const family = '👩‍👩‍👧';
const characters = [
  'a',
  'é',
  'e\u0301',
  '😀',
  '👍🏽',
  family,
  '🇧🇪',
  '❤️',
  '1️⃣',
  '각',
  'क्षि',
  'ไม้',
  'لا',
  '\r\n',
  ' ',
];
const texts = fc.array(fc.constantFrom(...characters), { maxLength: 40 }).map((parts) => parts.join(''));
const segmentsOf = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Returns the most characters from the start that are no longer than this. */
function expected(text: string, most: number, lengthOf: (text: string) => number): string {
  let kept = '';
  for (const segment of segmentsOf(text)) {
    if (lengthOf(kept + segment) > most) break;
    kept += segment;
  }
  return kept;
}

describe('a cut text', () => {
  it('has as many whole characters as fit', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 120 }), (text, most) => {
        expect(wholeCharacters(text, most)).toBe(expected(text, most, ({ length }) => length));
        expect(wholeCharactersInBytes(text, most)).toBe(expected(text, most, bytesOf));
      }),
    );
  });

  it('is never more than was asked for, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat({ max: 60 }), (text, most) => {
        const cut = wholeCharacters(text, most);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(bytesOf(wholeCharactersInBytes(text, most))).toBeLessThanOrEqual(most);
        expect(shortened(text, most + 1).length).toBeLessThanOrEqual(most + 1);
        if (text.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  test.each([
    [`${'x'.repeat(119)}😀`, 120, 'x'.repeat(119)],
    [`x${family}y`, 5, 'x'],
    [`x${family}y`, 9, `x${family}`],
    ['🇧🇪🇳🇱', 6, '🇧🇪'],
    // An endless pile of accents is cut inside: otherwise all of it would be lost.
    [`Jan${'\u0301'.repeat(300)}`, 200, `Jan${'\u0301'.repeat(197)}`],
  ])('%j of at most %d', (text, most, cut) => expect(wholeCharacters(text, most)).toBe(cut));
});

test.each([
  ['Minutes', 7, 'Minutes'],
  ['Minutes of Monday', 11, 'Minutes of…'],
  [`Jan ${family} Peeters`, 9, 'Jan…'],
])('%j shortened to %d', (text, most, short) => expect(shortened(text, most)).toBe(short));

test.each([
  ['', ''],
  ['Élise', 'É'],
  ['E\u0301lise', 'E\u0301'],
  ['𝒥an', '𝒥'],
  [`${family} home`, family],
])('the first character of %j', (text, first) => expect(firstCharacter(text)).toBe(first));

test('where a character starts', () => {
  expect([0, 1, 2, 5, 8, 9].map((at) => characterStart(`x${family}`, at))).toEqual([0, 1, 1, 1, 1, 9]);
});
