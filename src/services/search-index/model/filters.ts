import type { IndexedMeeting, IndexedTodo } from './document.ts';
import { fold } from './fold.ts';
import type { ReviewState } from './review-states.ts';

/** What meetings are filtered by that only the index knows. Empty lists and undefined let all pass. */
export interface IndexChoice {
  readonly types: readonly number[];
  readonly dossiers: readonly string[];
  readonly teams: readonly string[];
  /** UUIDs. */
  readonly owners: readonly string[];
  /** Names, whole; compared without case and accents. */
  readonly attendees: readonly string[];
  /** IETF language tags; `nl` also means `nl-BE`. */
  readonly languages: readonly string[];
  /** Only those whose summary the assistant doubts, or only the others. */
  readonly flagged: boolean | undefined;
  readonly reviews: readonly ReviewState[];
}

/** Which meetings a search of the index shows. */
export interface IndexFilter extends IndexChoice {
  readonly statuses: readonly string[];
  /** Milliseconds since the epoch, both inclusive: when the meeting was created. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

export const noChoice: IndexChoice = {
  types: [],
  dossiers: [],
  teams: [],
  owners: [],
  attendees: [],
  languages: [],
  flagged: undefined,
  reviews: [],
};

export const noFilter: IndexFilter = {
  ...noChoice,
  statuses: [],
  from: undefined,
  until: undefined,
};

/**
 * A test for meetings. One that has not been read passes no filter that needs reading: it is counted as missing from
 * the index elsewhere, and must not be shown as something it may not be.
 */
export function meetingFilter(filter: IndexFilter): (meeting: IndexedMeeting) => boolean {
  const attendees = filter.attendees.map(fold);
  const tests: ((meeting: IndexedMeeting) => boolean)[] = [];
  const oneOf = <T>(wanted: readonly T[], value: (meeting: IndexedMeeting) => T | undefined) => {
    if (wanted.length === 0) return;
    const set = new Set(wanted);
    tests.push((meeting) => {
      const own = value(meeting);
      return own !== undefined && set.has(own);
    });
  };
  oneOf(filter.types, ({ details }) => details?.typeId);
  oneOf(filter.dossiers, ({ details }) => details?.dossierId);
  oneOf(filter.owners, ({ ownerUuid }) => ownerUuid);
  oneOf(filter.statuses, ({ status }) => status);
  oneOf(filter.reviews, ({ details }) => details?.review);
  oneOf(filter.languages, ({ locale }) => languageOf(locale));
  if (filter.teams.length > 0) {
    tests.push(({ details }) => filter.teams.some((team) => details?.teamIds.includes(team)));
  }
  if (attendees.length > 0) {
    tests.push(({ details }) => details?.attendees.some((name) => attendees.includes(fold(name))) ?? false);
  }
  const { flagged, from, until } = filter;
  if (flagged !== undefined) tests.push(({ qualityFlag }) => qualityFlag === flagged);
  if (from !== undefined) tests.push(({ createdAt }) => createdAt !== undefined && createdAt >= from);
  if (until !== undefined) tests.push(({ createdAt }) => createdAt !== undefined && createdAt <= until);
  return (meeting) => tests.every((test) => test(meeting));
}

/** The language without its region. */
export const languageOf = (locale: string | undefined): string | undefined =>
  locale?.split(/[-_]/)[0]?.toLowerCase();

/** Which to-dos the page of action items shows. */
export interface TodoFilter {
  /** Names as they are written; compared without case and accents. `''` is nobody. */
  readonly people: readonly string[];
  readonly dossiers: readonly string[];
  readonly state: 'open' | 'done' | 'all';
  readonly due: 'any' | 'overdue' | 'week' | 'later' | 'none';
}

/** @param today `YYYY-MM-DD` in the reader's zone. */
export function todoFilter(filter: TodoFilter, today: string): (todo: IndexedTodo) => boolean {
  const people = new Set(filter.people.map(fold));
  const inAWeek = new Date(Date.parse(`${today}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);
  const due: Readonly<Record<TodoFilter['due'], (day: string | undefined) => boolean>> = {
    any: () => true,
    overdue: (day) => day !== undefined && day < today,
    week: (day) => day !== undefined && day >= today && day <= inAWeek,
    later: (day) => day !== undefined && day > inAWeek,
    none: (day) => day === undefined,
  };
  return (todo) =>
    (filter.state === 'all' || todo.done === (filter.state === 'done')) &&
    (people.size === 0 || people.has(fold(todo.owner ?? ''))) &&
    due[filter.due](todo.due);
}
