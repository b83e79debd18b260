/** What stands in a search field whose query is kept in the address, which follows a little later. */
export interface TypedQuery {
  readonly text: string;
  /** The address's query when the text was last looked at. */
  readonly of: string;
  /** Queries that the field has asked the address for and not seen there yet, oldest first. */
  readonly asked: readonly string[];
}

export const typedQuery = (query: string): TypedQuery => ({ text: query, of: query, asked: [] });

/**
 * The field once the address says `query`. What the field itself asked for leaves the text alone, for somebody may
 * have typed on meanwhile; what comes from elsewhere (Back, a saved view, the reset button) takes its place.
 */
export function followAddress(typed: TypedQuery, query: string): TypedQuery {
  const arrived = typed.asked.indexOf(query);
  if (arrived < 0) return typedQuery(query);
  return { text: typed.text, of: query, asked: typed.asked.slice(arrived + 1) };
}
