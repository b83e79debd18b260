export type Part = 'path' | 'query' | 'body';

/** One thing that is wrong with a request. */
export interface Mistake {
  readonly part: Part;
  /** Names of fields and numbers of list items that lead to it; none where it is the whole. */
  readonly path: readonly string[];
  readonly kind: 'missing' | 'unknown' | 'wrong';
  readonly text: string;
}

/** A request that its row does not take. Each system words it in its own way. */
export class Misfit extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes[0]?.text ?? 'The request is wrong.');
    this.name = 'Misfit';
    this.mistakes = mistakes;
  }
}
