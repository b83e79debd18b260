import { describe, expect, it } from 'vitest';
import { filledIn, templateFacts, unfilled } from './broadcast-text.ts';

describe('the text of a broadcast', () => {
  it.each([
    ['Dear {first_name}, until {date}.', ['first_name', 'date'], false],
    ['{ date } and {date}', ['date'], false],
    ['{Größe der Mappe} {prix-2}', ['Größe der Mappe', 'prix-2'], false],
    ['Nothing to fill in', [], false],
    ['Until {date', [], true],
    ['Until date}', [], true],
    ['{{date}}', ['date'], true],
    ['{}', [], true],
    ['{a<b}', [], true],
    [`{${'x'.repeat(41)}}`, [], true],
  ])('%s: what has to be filled in, and whether something is left over', (text, placeholders, isBroken) => {
    expect(templateFacts(text)).toEqual({ placeholders, isBroken });
  });

  it('takes the placeholders of all texts, each once', () => {
    expect(templateFacts('For {name}', 'Dear {name}, {date}').placeholders).toEqual(['name', 'date']);
  });

  it('is filled in once: what a value says is not a placeholder', () => {
    const values = { name: '{date}', date: ' 2 May ', toString: '' };
    expect(filledIn('{name}: { date }, {toString}, {constructor}', values)).toBe(
      '{date}: 2 May, {toString}, {constructor}',
    );
  });

  it('lacks what is missing, and what is blank', () => {
    expect(unfilled(['name', 'date', 'place', 'constructor'], { name: 'A', date: ' ' })).toEqual([
      'date',
      'place',
      'constructor',
    ]);
  });
});
