import type { TodoFilter } from '#src/services/search-index/model/filters.ts';

/** What the page of action items shows, as its address says it. */
export interface ActionSearch {
  /** 1-based. */
  readonly page: number;
  readonly state: TodoFilter['state'];
  readonly due: TodoFilter['due'];
  /** A name; `''` is nobody, undefined everyone. */
  readonly person: string | undefined;
  readonly dossier: string | undefined;
}

export const actionPageSize = 50;
export const todoStates = ['open', 'done', 'all'] as const;
export const todoDues = ['any', 'overdue', 'week', 'later', 'none'] as const;
const maximumPage = 10_000;

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readActionSearch(search: URLSearchParams): ActionSearch {
  const page = Number(search.get('page'));
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? Math.min(page, maximumPage) : 1,
    state: todoStates.find((state) => state === search.get('state')) ?? 'open',
    due: todoDues.find((due) => due === search.get('due')) ?? 'any',
    person: search.get('person') ?? undefined,
    dossier: search.get('dossier') || undefined,
  };
}

/** The address's query; defaults are left out, so equal searches have equal addresses. */
export function writeActionSearch({ page, state, due, person, dossier }: ActionSearch): string {
  const query = new URLSearchParams();
  if (state !== 'open') query.set('state', state);
  if (due !== 'any') query.set('due', due);
  if (person !== undefined) query.set('person', person);
  if (dossier !== undefined) query.set('dossier', dossier);
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

export const todoFilterOf = ({ state, due, person, dossier }: ActionSearch): TodoFilter => ({
  state,
  due,
  people: person === undefined ? [] : [person],
  dossiers: dossier === undefined ? [] : [dossier],
});
