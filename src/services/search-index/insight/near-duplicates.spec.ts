import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostCompared, nearDuplicates, similarFrom, type Worded } from './near-duplicates.ts';

const worded = (texts: readonly string[]): Worded[] =>
  texts.map((text, at) => ({ key: `q${at}`, terms: new Set(text.split(' ')) }));

/** The same by comparing each with each. */
function slowly(questions: readonly Worded[]) {
  const weight = (term: string) =>
    Math.log(1 + questions.length / questions.filter(({ terms }) => terms.has(term)).length);
  const sum = (terms: Iterable<string>) => [...terms].reduce((all, term) => all + weight(term), 0);
  const best = new Map<string, number>();
  for (const one of questions) {
    for (const other of questions) {
      if (one === other) continue;
      const shared = sum([...one.terms].filter((term) => other.terms.has(term)));
      const similarity = shared / sum(new Set([...one.terms, ...other.terms]));
      if (similarity >= similarFrom) best.set(one.key, Math.max(best.get(one.key) ?? 0, similarity));
    }
  }
  return best;
}

describe('near-duplicates', () => {
  it('share nearly all their words, the common ones weighing less', () => {
    const { similar } = nearDuplicates(
      worded([
        'which documents are still missing',
        'which documents are missing',
        'what did the client say about vat',
        'what did the client say about wages',
        'what did the client say about the office',
      ]),
    );
    expect([...similar].map(([key, { key: other }]) => [key, other])).toEqual([
      ['q1', 'q0'],
      ['q0', 'q1'],
    ]);
  });

  it('are those of the same words in another order', () => {
    expect(nearDuplicates(worded(['a b c', 'd e', 'c b a'])).similar).toEqual(
      new Map([
        ['q0', { key: 'q2', similarity: 1 }],
        ['q2', { key: 'q0', similarity: 1 }],
      ]),
    );
  });

  it('are found as comparing each with each finds them', () => {
    const term = fc.constantFrom(...'abcdefghij');
    const question = fc.uniqueArray(term, { minLength: 1, maxLength: 7 }).map((terms) => terms.join(' '));
    fc.assert(
      fc.property(fc.array(question, { maxLength: 25 }), (texts) => {
        const questions = worded(texts);
        const found = nearDuplicates(questions).similar;
        const expected = slowly(questions);
        expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [key, { similarity }] of found) expect(similarity).toBeCloseTo(expected.get(key) ?? 0, 9);
      }),
    );
  });

  it.each([500, 1000, 2000, 4000])('compare %i questions with few others each', (count) => {
    const usual = worded(
      Array.from(
        { length: count },
        (_, at) => `what did the client say about subject${at % (count / 2)} item${at}`,
      ),
    );
    const { compared } = nearDuplicates(usual);
    expect(compared).toBeLessThanOrEqual(2 * count);
    // Made so that each could be compared with all.
    const worst = worded(Array.from({ length: count }, (_, at) => `rare words that all have ${at}`));
    expect(nearDuplicates(worst).compared).toBeLessThanOrEqual(mostCompared * count);
  });
});
