import MiniSearch, { type AsPlainObject, type Query, type SearchResult } from 'minisearch';
import { Compounds } from './compounds.ts';
import { fold } from './fold.ts';
import {
  isCompounding,
  isUnspaced,
  queryTerms,
  readQuery,
  type StemLanguage,
  stemLanguage,
  termOf,
  wordsOf,
} from './words.ts';

/** What of a meeting can be found, in the order of its weight. */
export interface SearchableMeeting {
  readonly locale: string | undefined;
  readonly name: string;
  /** Attendees and owners of to-dos. Names are not stemmed. */
  readonly people: string;
  readonly text: string;
}

export interface TextHit {
  /** Number of the meeting in the index. */
  readonly slot: number;
  /** The terms of the index that matched; snippets mark them. */
  readonly terms: ReadonlySet<string>;
}

interface Document {
  readonly slot: number;
  readonly name: string;
  readonly people: string;
  readonly text: string;
}

const weights = { name: 4, people: 2, text: 1 };
/** The weight of a word that matches inside a longer one. */
const insideWeight = 0.3;
/** Changes when texts become terms in another way: an index of another version is built again. */
const format = 3;
/** From this length on a term also stands for the longer ones that begin with it. */
const prefixLength = 3;

/**
 * Full text of meetings: every word of a query must match, as a whole or as a beginning; if nothing is, with a typing
 * mistake in it. Decision 13 says why MiniSearch.
 */
export class TextIndex {
  // MiniSearch does not tell `processTerm` which document it is at.
  #language: StemLanguage | undefined;
  #compounding = false;
  #compounds = new Compounds();
  #search: MiniSearch<Document>;

  constructor() {
    this.#search = new MiniSearch(this.#options());
  }

  get size(): number {
    return this.#search.documentCount;
  }

  /** Adds a meeting, replacing what was known under its number. */
  put(slot: number, { locale, name, people, text }: SearchableMeeting): void {
    this.#language = stemLanguage(locale);
    this.#compounding = isCompounding(locale);
    const document = { slot, name, people, text };
    if (this.#search.has(slot)) this.#search.replace(document);
    else this.#search.add(document);
  }

  remove(slot: number): void {
    if (this.#search.has(slot)) this.#search.discard(slot);
  }

  has(slot: number): boolean {
    return this.#search.has(slot);
  }

  /**
   * Meetings that a query finds, best first.
   *
   * @returns `similar`: nothing matched as typed. `ignored`: parts of the query that were not searched for.
   */
  search(
    query: string,
    allowed: (slot: number) => boolean,
  ): { hits: TextHit[]; similar: boolean; ignored: readonly string[] } {
    const { words, ignored } = readQuery(query);
    if (words.length === 0) return { hits: [], similar: false, ignored };
    const filter = (result: SearchResult) => allowed(Number(result.id));
    const inside = (word: string) => this.#compounds.containing(queryTerms(word));
    const exact = this.#search.search(queryOf(words, inside, false), { filter });
    const similar = exact.length === 0;
    const found = similar ? this.#search.search(queryOf(words, inside, true), { filter }) : exact;
    return {
      similar: similar && found.length > 0,
      ignored,
      hits: found.map(({ id, terms }) => ({ slot: Number(id), terms: new Set(terms) })),
    };
  }

  /** The index as text, for {@link load}. Takes about a second for 10,000 meetings. */
  serialise(): string {
    return JSON.stringify({ format, compounds: this.#compounds, search: this.#search });
  }

  /** Replaces the index by one that was serialised. @throws when the text is none, or of another format. */
  async load(text: string): Promise<void> {
    // What `serialise` wrote, perhaps long ago: the format says whether the rest is as it is now.
    const stored = JSON.parse(text) as { format?: number; compounds: string[]; search: AsPlainObject };
    if (stored.format !== format) throw new Error('an index of another format');
    this.#search = await MiniSearch.loadJSAsync(stored.search, this.#options());
    this.#compounds = new Compounds(stored.compounds);
  }

  clear(): void {
    this.#search = new MiniSearch(this.#options());
    this.#compounds = new Compounds();
  }

  #term(word: string): string {
    const term = termOf(word, this.#language);
    if (this.#compounding) this.#compounds.add(term);
    return term;
  }

  #options() {
    return {
      idField: 'slot',
      fields: ['name', 'people', 'text'],
      tokenize: (text: string) => Array.from(wordsOf(text), (word) => word.text),
      processTerm: (word: string, field?: string) => (field === 'people' ? fold(word) : this.#term(word)),
      // Swept at one go: with its pauses, MiniSearch fails at words that are added in them.
      autoVacuum: { batchSize: Number.MAX_SAFE_INTEGER },
      // The terms of a query are made by queryOf.
      searchOptions: {
        boost: weights,
        tokenize: (text: string) => [text],
        processTerm: (term: string) => term,
      },
    };
  }
}

function queryOf(
  words: readonly string[],
  inside: (word: string) => readonly string[],
  similar: boolean,
): Query {
  return {
    combineWith: 'AND',
    queries: words.map((word, index) => ({
      combineWith: 'OR',
      queries: [
        ...queryTerms(word).flatMap((term) => [
          {
            queries: [term],
            // The last word may still be being typed.
            prefix: term.length >= prefixLength || index === words.length - 1 || isUnspaced(word),
            fuzzy: similar && mistakesIn(term),
          },
          ...(similar ? swapped(term) : []),
        ]),
        { queries: [...inside(word)], boostTerm: () => insideWeight },
      ],
    })),
  };
}

/** A term with two neighbours swapped, which counts as two mistakes otherwise. */
function swapped(term: string): string[] {
  if (term.length < 4) return [];
  return Array.from(
    { length: term.length - 1 },
    (_, at) => term.slice(0, at) + term.charAt(at + 1) + term.charAt(at) + term.slice(at + 2),
  );
}

/** How many letters of a term may be wrong; short terms would match everything. */
const mistakesIn = (term: string): number | false => (term.length >= 8 ? 2 : term.length >= 4 ? 1 : false);
