/** What is in the search field, and how it relates to the address. */
export interface TypedTerm {
  readonly text: string;
  /** The term of the address when this was last compared with it. */
  readonly seen: string;
  /** Terms that were written into the address from here, the latest last; they arrive there a little later. */
  readonly written: readonly string[];
}

const maxWritten = 5;

export const typedTerm = (term: string): TypedTerm => ({ text: term, seen: term, written: [] });

export const typing = (typed: TypedTerm, text: string): TypedTerm => ({ ...typed, text });

export const writing = (typed: TypedTerm, term: string): TypedTerm => ({
  ...typed,
  written: [...typed.written, term].slice(-maxWritten),
});

/**
 * After the address changed: a term that was written from here leaves the field alone, because more may have been typed
 * by now; any other came through Back, Forward or a link, and is taken over.
 */
export function arrived(typed: TypedTerm, term: string): TypedTerm {
  const at = typed.written.indexOf(term);
  return at < 0 ? typedTerm(term) : { ...typed, seen: term, written: typed.written.slice(at + 1) };
}
