let underway: string | undefined;
let leaving = false;

/** Tells where the router is going while it waits for what a page needs: until then, the browser's address is the old one. */
export function addressUnderway(
  next: { readonly pathname: string; readonly search: string } | undefined,
): void {
  const isHere = next?.pathname === window.location.pathname;
  underway = isHere ? next.search : undefined;
  leaving = next !== undefined && !isHere;
}

/** Whether the router is on its way from a page to another, or has left it and React has yet to draw the other one. */
export const isLeaving = (pathname: string): boolean => leaving || pathname !== window.location.pathname;

/**
 * The query of the address as it is now, or is about to be. Filters change this one, not the one that was rendered: of two
 * changes in quick succession the second would undo the first.
 */
export const currentQuery = (): URLSearchParams => new URLSearchParams(underway ?? window.location.search);

/** That query with this value in place of another; without it where there is none. */
export function queryWith(name: string, value: string | undefined): URLSearchParams {
  const query = currentQuery();
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  return query;
}
