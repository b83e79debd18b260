import { describe, expect, it } from 'vitest';
import { bidi, levelsOf } from './embedding-levels.ts';

const whole = (text: string) => [...bidi.getEmbeddingLevels(text, 'auto').levels];
const levels = (text: string) => [...levelsOf(text).levels];

describe('levelsOf', () => {
  it.each([
    'plain',
    'שלום לכולם (2026)!',
    'a שלום b 12, 34 ג',
    '2026 שנת',
    `א ${'1'.repeat(90)} ב`,
    `ב${'א - '.repeat(200)}`,
  ])('says what the algorithm says: %s', (text) => {
    expect(levels(text)).toEqual(whole(text));
  });

  it('treats a line as one paragraph, whatever it contains', () => {
    expect(levelsOf('א\u2029b').paragraphs).toEqual([{ start: 0, end: 2, level: 1 }]);
    expect(levels('א\u2029b')).toEqual([1, 1, 2]);
  });

  it('splits a run without letters into pieces that have the direction of the line', () => {
    const text = `א${'1'.repeat(250)}ב`;
    expect(levelsOf(text).paragraphs).toEqual([{ start: 0, end: 251, level: 1 }]);
    expect(levels(text)).toEqual([1, ...new Array(250).fill(2), 1]);
  });
});
