import createBidi from 'bidi-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LaidLine, layOut, type Shaper } from './line-layout.ts';

const bidi = createBidi();

/** Every character is six points wide, and scripts have fonts of their own. */
const shaper: Shaper = {
  fontOf: (codePoint) => {
    const character = String.fromCodePoint(codePoint);
    if (/\p{Script=Arabic}/u.test(character)) return 'arabic';
    return /\p{Script=Hebrew}/u.test(character) ? 'hebrew' : 'latin';
  },
  fallback: () => ({ font: 'latin', text: '?' }),
  width: (text, _font, size) => ([...text].length * size * 6) / 10,
};

const lay = (text: string, width = 400) => layOut([{ text }], { width, size: 10, shaper });

/** What is seen from left to right: the font engine reverses right-to-left scripts, so they are reversed here. */
const seen = ({ runs }: LaidLine) =>
  runs.map(({ text, font }) => (font === 'latin' ? text : [...text].reverse().join(''))).join('');

/** L2 of the Unicode Bidirectional Algorithm as its text has it, without the library's own reordering. */
function reference(text: string, levels: readonly number[]): string {
  const units = [...text].map((character, index) => ({ character, level: levels[index] ?? 0 }));
  for (let level = Math.max(0, ...levels); level > 0; level -= 1) {
    for (let from = 0; from < units.length; from += 1) {
      if ((units[from]?.level ?? 0) < level) continue;
      let to = from;
      while (to < units.length && (units[to]?.level ?? 0) >= level) to += 1;
      units.splice(from, to - from, ...units.slice(from, to).reverse());
      from = to;
    }
  }
  return units
    .map(({ character, level }) =>
      level % 2 === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character,
    )
    .join('');
}

const inOrder = (lines: readonly LaidLine[]) =>
  lines.map(({ runs }) =>
    runs.toSorted((one, other) => one.at - other.at).map(({ text, meaning }) => meaning ?? text),
  );

const word = fc.constantFrom(
  'Youssef',
  'belt',
  '12.500',
  '(',
  ')',
  'euro.',
  'يوسف',
  'حداد',
  'نعم،',
  'דוד',
  'לוי',
  '100%',
  'ISO',
  '9001',
  '-',
  '"',
);
const sentence = fc.array(word, { minLength: 1, maxLength: 24 }).map((words) => words.join(' '));

describe('lines', () => {
  it('contain each part once, in reading order, wherever they break', () => {
    const text = 'Youssef (يوسف حداد) belt de leverancier terug over de offerte van 12.500 euro.';
    expect(inOrder(lay(text))).toHaveLength(2);
    expect(inOrder(lay(text)).flat().join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(seen(lay(text)[0]!)).toBe('Youssef (دادح فسوي) belt de leverancier terug over de offerte van');
  });

  it('have spaces of fonts, whatever spaces and line ends the text has', () => {
    const asked: string[] = [];
    const strict: Shaper = {
      ...shaper,
      fontOf: (codePoint) => {
        const character = String.fromCodePoint(codePoint);
        if (/\s|\u0085/.test(character)) asked.push(character);
        return 'latin';
      },
    };
    const text = '12\u202f500\u2007€\u2028a\u0085b\u3000c\u1680d\u2009e\v\tf';
    const [line] = layOut([{ text }], { width: 400, size: 10, shaper: strict });
    expect(line?.runs.map((run) => run.text).join('')).toBe('12\u00a0500\u00a0€ a b c d e     f');
    expect(new Set(asked)).toEqual(new Set([' ', '\u00a0']));
    // What belongs together is not divided.
    expect(lay('ab 12\u202f500', 50).map(seen)).toEqual(['ab', '12\u00a0500']);
  });

  it('ten Arabic words need as many lines as their width requires', () => {
    const text = Array.from({ length: 10 }, () => 'يوسف').join(' ');
    const lines = lay(text, 150);
    expect(lines).toHaveLength(2);
    expect(lines.every(({ rightToLeft }) => rightToLeft)).toBe(true);
  });

  it('contain every character of any mix once, in reading order', () => {
    fc.assert(
      fc.property(sentence, fc.integer({ min: 80, max: 500 }), (text, width) => {
        const lines = lay(text, width);
        expect(inOrder(lines).flat().join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        const actual = lines.map((line) => line.actual ?? inOrder([line]).flat().join(''));
        expect(actual.join(' ').replaceAll(/ +/g, ' ')).toBe(text);
      }),
    );
  });

  it('show what the algorithm says', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        const [line, ...others] = lay(text, 100_000);
        expect(others).toEqual([]);
        const { levels } = bidi.getEmbeddingLevels(text, 'auto');
        expect(seen(line!)).toBe(reference(text, [...levels]));
      }),
    );
  });
});
