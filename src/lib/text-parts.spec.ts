import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, textParts } from './text-parts.ts';

const one = fc.constantFrom(...'aZ 0@£é\n', ...'€[]{}~^|\\', 'ç', '“', '😀', '👩‍👩‍👧', '漢');
const texts = fc.array(one, { maxLength: 400 }).map((characters) => characters.join(''));

/** Cuts a text as telephones put it together again: greedily, at whole characters. */
function cut(characters: readonly string[], most: number, lengthOf: (character: string) => number): number {
  const lengths = characters.map(lengthOf);
  if (lengths.length === 0) return 0;
  let parts = 1;
  let used = 0;
  for (const length of lengths) {
    if (used + length > most) [parts, used] = [parts + 1, 0];
    used += length;
  }
  return parts;
}

describe('parts of a text message', () => {
  it.each([
    ['', 'gsm-7', 0, 0],
    ['a'.repeat(160), 'gsm-7', 160, 1],
    ['a'.repeat(161), 'gsm-7', 161, 2],
    ['a'.repeat(306), 'gsm-7', 306, 2],
    ['a'.repeat(307), 'gsm-7', 307, 3],
    // A character of the extension takes two septets, which stay together: the first part has 152 here.
    ['€'.repeat(80), 'gsm-7', 160, 1],
    [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm-7', 306, 3],
    ['ç'.repeat(70), 'ucs-2', 70, 1],
    ['ç'.repeat(71), 'ucs-2', 71, 2],
    ['ç'.repeat(134), 'ucs-2', 134, 2],
    ['ç'.repeat(135), 'ucs-2', 135, 3],
    // Half a smiley is in neither part.
    ['😀'.repeat(35), 'ucs-2', 70, 1],
    [`${'ç'.repeat(66)}😀${'ç'.repeat(66)}`, 'ucs-2', 134, 3],
  ] as const)('%#: as the standard has them', (text, alphabet, units, parts) => {
    expect(textParts(text)).toEqual({ alphabet, units, parts });
  });

  it('hold the whole text, in the alphabet that its characters need', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const characters = Array.from(text);
        const isWide = characters.some((character) => !'aZ 0@£é\n€[]{}~^|\\'.includes(character));
        const { alphabet, units, parts } = textParts(text);
        expect(alphabet).toBe(isWide ? 'ucs-2' : 'gsm-7');
        const lengthOf = (character: string) =>
          isWide ? character.length : '€[]{}~^|\\'.includes(character) ? 2 : 1;
        expect(units).toBe(characters.reduce((sum, character) => sum + lengthOf(character), 0));
        const [alone, part] = isWide ? [70, 67] : [160, 153];
        expect(parts).toBe(units <= alone ? Math.min(1, units) : cut(characters, part, lengthOf));
      }),
    );
  });

  it('are fewer with plain quotes, dashes and bullets, which change no other character', () => {
    expect(plainText('«\u00a0Réunion\u00a0» – “a”…\n• l’été ç')).toBe('" Réunion " - "a"...\n- l\'été ç');
    fc.assert(
      fc.property(texts, (text) => {
        const plain = plainText(text);
        expect(textParts(plain).parts).toBeLessThanOrEqual(textParts(text).parts);
        expect(plainText(plain)).toBe(plain);
      }),
    );
  });
});
