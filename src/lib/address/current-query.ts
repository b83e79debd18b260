/**
 * The query of the address as it is now. Filters change this one, not the one that was rendered: of two changes in quick
 * succession the second would undo the first.
 */
export const currentQuery = (): URLSearchParams => new URLSearchParams(window.location.search);

/** That query with this value in place of another; without it where there is none. */
export function queryWith(name: string, value: string | undefined): URLSearchParams {
  const query = currentQuery();
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  return query;
}
