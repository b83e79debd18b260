/** A question by its words, as the index knows words. */
export interface Worded {
  readonly key: string;
  readonly terms: ReadonlySet<string>;
}

export interface Similar {
  /** Key of the most similar other one. */
  readonly key: string;
  /** From {@link similarFrom} to 1: how much of the weight of their words they share. */
  readonly similarity: number;
}

/** Questions that share this much are nearly the same. */
export const similarFrom = 0.7;
/** One question is compared with as many others at most, those with the rarest words in common first. */
export const mostCompared = 200;

interface Weighed {
  readonly key: string;
  /** The rarest first. */
  readonly terms: readonly string[];
  readonly weight: number;
}

/**
 * For each question the other one that asks nearly the same, if there is one. A word weighs more the fewer questions
 * have it, so "What did the client say about VAT?" is not "What did the client say about wages?".
 *
 * @returns `compared`: how many pairs were compared, at most {@link mostCompared} for each question.
 */
export function nearDuplicates(questions: readonly Worded[]): {
  readonly similar: ReadonlyMap<string, Similar>;
  readonly compared: number;
} {
  const similar = new Map<string, Similar>();
  const { groups, weightOf } = weigh(questions);
  const note = (key: string, other: string, similarity: number) => {
    if ((similar.get(key)?.similarity ?? 0) < similarity) similar.set(key, { key: other, similarity });
  };
  const byTerm = new Map<string, Weighed[]>();
  let compared = 0;
  for (const [one, ...same] of groups) {
    if (!one) continue;
    for (const other of same) {
      note(one.key, other.key, 1);
      note(other.key, one.key, 1);
    }
    const prefix = prefixOf(one, weightOf);
    for (const other of candidates(prefix, byTerm)) {
      compared += 1;
      const similarity = similarityOf(one, other, weightOf);
      if (similarity < similarFrom) continue;
      note(one.key, other.key, similarity);
      note(other.key, one.key, similarity);
    }
    for (const term of prefix) byTerm.set(term, [...(byTerm.get(term) ?? []), one].slice(-mostCompared));
  }
  return { similar, compared };
}

/** Questions with exactly the same words together, and what a word weighs. */
function weigh(questions: readonly Worded[]) {
  const asked = questions.filter(({ terms }) => terms.size > 0);
  const counts = new Map<string, number>();
  for (const { terms } of asked) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weightOf = (term: string) => Math.log(1 + asked.length / (counts.get(term) ?? 1));
  const groups = new Map<string, Weighed[]>();
  for (const { key, terms } of asked) {
    const ordered = [...terms].sort(
      (one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || (one < other ? -1 : 1),
    );
    const weight = ordered.reduce((sum, term) => sum + weightOf(term), 0);
    const words = ordered.join(' ');
    const group = groups.get(words) ?? [];
    groups.set(words, group);
    group.push({ key, terms: ordered, weight });
  }
  return { groups: [...groups.values()], weightOf };
}

/**
 * The rarest words, of which two similar questions share one at least: if all they share came after these, it would
 * weigh too little.
 */
function prefixOf({ terms, weight }: Weighed, weightOf: (term: string) => number): string[] {
  let rest = weight;
  return terms.filter((term) => {
    const needed = rest >= similarFrom * weight;
    rest -= weightOf(term);
    return needed;
  });
}

function candidates(prefix: readonly string[], byTerm: ReadonlyMap<string, readonly Weighed[]>) {
  const found = new Set<Weighed>();
  for (const term of prefix) {
    for (const other of byTerm.get(term) ?? []) {
      if (found.size >= mostCompared) return found;
      found.add(other);
    }
  }
  return found;
}

function similarityOf(one: Weighed, other: Weighed, weightOf: (term: string) => number): number {
  const terms = new Set(other.terms);
  const shared = one.terms.reduce((sum, term) => sum + (terms.has(term) ? weightOf(term) : 0), 0);
  return shared / (one.weight + other.weight - shared);
}
