/** Minimum length of terms that may be compounds. */
const compoundLength = 8;
/** Minimum length of a part at the end of a compound, and of one anywhere in it. */
const partLength = { atEnd: 4, anywhere: 5 };
/** Minimum length before the part: `t` is not a word. */
const restLength = 3;
/** Terms that one part stands for; a part that is in more says too little. */
const maxTerms = 200;

/**
 * The terms of languages that write several words as one (German, Dutch), to find a part in them. They are looked
 * through for each query: an index of all parts would be several times as large, and 30,000 terms take some
 * milliseconds.
 */
export class Compounds {
  readonly #terms: Set<string>;

  constructor(terms: Iterable<string> = []) {
    this.#terms = new Set(terms);
  }

  add(term: string): void {
    if (term.length >= compoundLength) this.#terms.add(term);
  }

  /** The terms in which one of these follows something else, the shortest first. */
  containing(parts: readonly string[]): string[] {
    const wanted = parts.filter((part) => part.length >= partLength.atEnd);
    if (wanted.length === 0) return [];
    const found: string[] = [];
    for (const term of this.#terms) if (wanted.some((part) => isPartOf(part, term))) found.push(term);
    return found.sort((one, other) => one.length - other.length).slice(0, maxTerms);
  }

  toJSON(): string[] {
    return [...this.#terms];
  }
}

function isPartOf(part: string, term: string): boolean {
  const at = term.indexOf(part, restLength);
  if (at < 0) return false;
  return part.length >= partLength.anywhere || term.endsWith(part);
}
