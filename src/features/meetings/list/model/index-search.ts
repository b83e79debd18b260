import { wholeCharacters } from '#contract/whole-characters.ts';
import { entriesOf } from '#src/lib/keys.ts';
import { type IndexChoice, type IndexFilter, noChoice } from '#src/services/search-index/model/filters.ts';
import { reviewStates } from '#src/services/search-index/model/review-states.ts';

/** The part of a search that only the local index can answer. */
export interface IndexSearch extends IndexChoice {
  /** As it was typed. */
  readonly query: string;
}

export const noIndexSearch: IndexSearch = { query: '', ...noChoice };

/** The filters with several values, by their names in the address. */
const lists = {
  dossiers: 'dossier',
  teams: 'team',
  owners: 'owner',
  attendees: 'attendee',
  languages: 'language',
} as const;

const longestQuery = 200;

/** Reads the index's part of an address; whatever is odd is left out. */
export function readIndexSearch(search: URLSearchParams): IndexSearch {
  const all = (name: string) => [...new Set(search.getAll(name).filter((value) => value !== ''))];
  const flagged = search.get('flagged');
  return {
    query: wholeCharacters((search.get('q') ?? '').trim(), longestQuery),
    types: [...new Set(all('type').map(Number).filter(Number.isSafeInteger))],
    dossiers: all(lists.dossiers),
    teams: all(lists.teams),
    owners: all(lists.owners),
    attendees: all(lists.attendees),
    languages: all(lists.languages),
    flagged: flagged === 'yes' ? true : flagged === 'no' ? false : undefined,
    reviews: reviewStates.filter((state) => search.getAll('review').includes(state)),
  };
}

/** Adds the index's part to an address. */
export function writeIndexSearch(query: URLSearchParams, search: IndexSearch): void {
  if (search.query !== '') query.set('q', search.query);
  for (const type of search.types) query.append('type', String(type));
  for (const [field, name] of entriesOf(lists)) {
    for (const value of search[field]) query.append(name, value);
  }
  if (search.flagged !== undefined) query.set('flagged', search.flagged ? 'yes' : 'no');
  for (const state of search.reviews) query.append('review', state);
}

/** Whether anything is asked that only the index can answer. */
export const usesIndex = (search: IndexSearch): boolean => search.query !== '' || countFilters(search) > 0;

/** How many of the index's filters are set, one for each value. */
export function countFilters({ query: _, flagged, ...several }: IndexSearch): number {
  const values = Object.values(several).reduce((sum, list) => sum + list.length, 0);
  return values + (flagged === undefined ? 0 : 1);
}

/** The index's filter, together with what the server filters by. Instants in milliseconds. */
export const indexFilterOf = (
  { query: _, ...search }: IndexSearch,
  server: Pick<IndexFilter, 'statuses' | 'from' | 'until'>,
): IndexFilter => ({ ...search, ...server });
