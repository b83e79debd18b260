import type { Entry } from './catalogue.ts';
import type { IndexEngine } from './engine.ts';
import type { IndexedMeeting, MeetingTexts } from './model/document.ts';
import type { DossierMeeting } from './model/dossier.ts';
import { languageOf, meetingFilter, todoFilter } from './model/filters.ts';
import { marked, type SnippetSource, snippetsOf } from './model/snippets.ts';
import type {
  ActionItem,
  ActionItems,
  ActionItemsRequest,
  DossierSummary,
  FilterOptions,
  Occurrence,
  SearchHit,
  SearchRequest,
  SearchResults,
} from './protocol.ts';

/** Snippets of one meeting. */
const maxSnippets = 2;
/** Attendees that a filter offers. */
const maxAttendees = 200;
const nothing: ReadonlySet<string> = new Set();

/** Meetings that a query and a filter find, with the places where the query matches. */
export async function search(engine: IndexEngine, request: SearchRequest): Promise<SearchResults> {
  const start = performance.now();
  const passes = meetingFilter(request.filter);
  const isQuery = request.query.trim() !== '';
  const { hits, similar, ignored } = isQuery
    ? engine.text.search(request.query, (slot) => {
        const entry = engine.catalogue.at(slot);
        return entry !== undefined && passes(entry.meeting);
      })
    : { hits: everything(engine, passes, request.order), similar: false, ignored: [] };
  const page = hits.slice(request.offset, request.offset + request.limit);
  const texts = isQuery ? await engine.texts(page.map(({ slot }) => slot)) : [];
  const shown = page.map(({ slot, terms }, index) => hitOf(engine, slot, terms, texts[index]));
  return {
    total: hits.length,
    hits: shown.filter((hit) => hit !== undefined),
    similar,
    ignored,
    tookMs: performance.now() - start,
  };
}

function everything(
  engine: IndexEngine,
  passes: (meeting: IndexedMeeting) => boolean,
  order: SearchRequest['order'],
) {
  const found = [...engine.catalogue.entries()].filter(([, { meeting }]) => passes(meeting));
  const sign = order === 'asc' ? 1 : -1;
  found.sort(([, one], [, other]) => sign * ((one.meeting.createdAt ?? 0) - (other.meeting.createdAt ?? 0)));
  return found.map(([slot]) => ({ slot, terms: nothing }));
}

function hitOf(
  engine: IndexEngine,
  slot: number,
  terms: ReadonlySet<string>,
  texts: MeetingTexts | undefined,
): SearchHit | undefined {
  const entry = engine.catalogue.at(slot);
  if (!entry) return undefined;
  const { meeting } = entry;
  return {
    meeting,
    name: marked(meeting.name ?? '', terms, meeting.locale),
    snippets: snippetsOf(sourcesOf(meeting, texts), terms, meeting.locale, maxSnippets),
  };
}

function sourcesOf({ details }: IndexedMeeting, texts: MeetingTexts | undefined): SnippetSource[] {
  const answers = texts?.answers ?? [];
  return [
    ...(texts?.summary ?? []).map((text): SnippetSource => ({ kind: 'summary', text })),
    ...answers.flatMap(({ question, answer, correction }) =>
      [answer, correction].flatMap((text): SnippetSource[] =>
        text === undefined ? [] : [{ kind: 'answer', heading: question, text }],
      ),
    ),
    ...(texts?.topics ?? []).map((text): SnippetSource => ({ kind: 'topic', text })),
    ...(details?.todos ?? []).map(
      ({ description, owner }): SnippetSource => ({
        kind: 'todo',
        text: owner === undefined ? description : `${description} (${owner})`,
      }),
    ),
    ...(texts?.notes ?? []).map((text): SnippetSource => ({ kind: 'note', text })),
    ...(details?.attendees ?? []).map((text): SnippetSource => ({ kind: 'attendee', text })),
  ];
}

/** The values that filters can have, the most frequent first. */
export function options(engine: IndexEngine): FilterOptions {
  const types = new Count<number>();
  const dossiers = new Count<string>();
  const teams = new Count<string>();
  const owners = new Count<string>();
  const attendees = new Count<string>();
  const languages = new Count<string>();
  const reviews = new Count<NonNullable<IndexedMeeting['details']>['review']>();
  for (const [, { meeting }] of engine.catalogue.entries()) {
    const { details } = meeting;
    owners.add(meeting.ownerUuid);
    languages.add(languageOf(meeting.locale));
    types.add(details?.typeId);
    dossiers.add(details?.dossierId);
    reviews.add(details?.review);
    for (const team of details?.teamIds ?? []) teams.add(team);
    for (const attendee of new Set(details?.attendees)) attendees.add(attendee);
  }
  return {
    types: types.list(),
    dossiers: dossiers.list(),
    teams: teams.list(),
    owners: owners.list(),
    attendees: attendees.list().slice(0, maxAttendees),
    languages: languages.list(),
    reviews: reviews.list(),
  };
}

/** To-dos of all meetings: those that are due first, then those without a date, of the newest meetings first. */
export function actionItems(engine: IndexEngine, request: ActionItemsRequest): ActionItems {
  const passes = todoFilter(request.filter, request.today);
  const inDossier = new Set(request.filter.dossiers);
  const people = new Count<string>();
  const dossiers = new Count<string>();
  const items: ActionItem[] = [];
  for (const [, { meeting }] of engine.catalogue.entries()) {
    const { details } = meeting;
    for (const todo of details?.todos ?? []) {
      people.add(todo.owner ?? '');
      dossiers.add(details?.dossierId);
      const here = inDossier.size === 0 || inDossier.has(details?.dossierId ?? '');
      if (here && passes(todo)) items.push({ todo, meeting });
    }
  }
  items.sort(
    (one, other) =>
      (one.todo.due ?? '9999').localeCompare(other.todo.due ?? '9999') ||
      (other.meeting.createdAt ?? 0) - (one.meeting.createdAt ?? 0),
  );
  return {
    total: items.length,
    items: items.slice(request.offset, request.offset + request.limit),
    people: people.list().slice(0, maxAttendees),
    dossiers: dossiers.list(),
  };
}

/** The dossiers that contain meetings, the one with the latest meeting first. */
export function dossiers(engine: IndexEngine): DossierSummary[] {
  const found = new Map<string, DossierSummary>();
  for (const [, { meeting }] of engine.catalogue.entries()) {
    const id = meeting.details?.dossierId;
    if (id === undefined) continue;
    const before = found.get(id);
    const isLatest = meeting.createdAt !== undefined && meeting.createdAt >= (before?.latest ?? 0);
    found.set(id, {
      id,
      meetings: (before?.meetings ?? 0) + 1,
      openTodos: (before?.openTodos ?? 0) + (meeting.details?.todos.filter(({ done }) => !done).length ?? 0),
      latest: isLatest ? meeting.createdAt : before?.latest,
      latestId: isLatest ? meeting.id : before?.latestId,
    });
  }
  return [...found.values()].sort((one, other) => (other.latest ?? 0) - (one.latest ?? 0));
}

/** Statuses of the meetings created in each span, see protocol.ts. */
export function statuses(engine: IndexEngine, starts: readonly number[]): Occurrence[][] {
  const spans = starts.map(() => new Count<string>());
  for (const [, { meeting }] of engine.catalogue.entries()) {
    const { createdAt, status } = meeting;
    if (createdAt === undefined) continue;
    spans[starts.findLastIndex((start) => start <= createdAt)]?.add(status ?? '');
  }
  return spans.map((span) => span.list());
}

/** The meetings of a dossier with their answers, the oldest first. */
export async function dossier(engine: IndexEngine, id: string): Promise<DossierMeeting[]> {
  const own = [...engine.catalogue.entries()].filter(([, { meeting }]) => meeting.details?.dossierId === id);
  const time = ([, { meeting }]: readonly [number, Entry]) => meeting.createdAt ?? 0;
  own.sort((one, other) => time(one) - time(other));
  const texts = await engine.texts(own.map(([slot]) => slot));
  return own.map(([, { meeting }], index) => ({ meeting, answers: texts[index]?.answers ?? [] }));
}

class Count<T extends string | number> {
  readonly #counts = new Map<T, number>();

  add(value: T | undefined): void {
    if (value !== undefined) this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  list(): Occurrence<T>[] {
    return [...this.#counts]
      .map(([value, count]) => ({ value, count }))
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  }
}
