/**
 * The queries that a search field has asked the address for and not seen there yet, oldest first, once the address says
 * `query`. Undefined when the field never asked for it: it comes from elsewhere (Back, a saved view, the reset button),
 * and the field takes it over. Otherwise its text stays, because someone may have typed more in the meantime.
 */
export function stillAsked(asked: readonly string[], query: string): readonly string[] | undefined {
  const arrived = asked.indexOf(query);
  return arrived < 0 ? undefined : asked.slice(arrived + 1);
}
