import type { User } from '#src/api/users.ts';

/** What the list of people shows, as its address says it. */
export interface PeopleSearch {
  /** 1-based. */
  readonly page: number;
  readonly order: PeopleOrder;
  /** Part of a name, an e-mail address or a UUID. */
  readonly text: string;
}

export const peopleOrders = ['name', 'nameDown', 'email', 'createdDown', 'created', 'updatedDown'] as const;
export type PeopleOrder = (typeof peopleOrders)[number];

/** More rows than this are never on the screen. */
export const peoplePageSize = 50;

const maximumText = 255;

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readPeopleSearch(query: URLSearchParams): PeopleSearch {
  const page = Number(query.get('page'));
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
    order: peopleOrders.find((order) => order === query.get('sort')) ?? 'name',
    text: (query.get('q') ?? '').slice(0, maximumText),
  };
}

/** The address's query for a search; defaults are left out. */
export function writePeopleSearch({ page, order, text }: PeopleSearch): string {
  const query = new URLSearchParams();
  if (text.trim() !== '') query.set('q', text);
  if (order !== 'name') query.set('sort', order);
  if (page > 1) query.set('page', String(page));
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}

/** People in an order of the reader's language, with what a search looks at. */
export interface FindablePerson {
  readonly user: User;
  /** Without accents and capitals. */
  readonly haystack: string;
}

/** Sorts people; whoever lacks the sorted field comes last. */
export function sortPeople(
  users: readonly User[],
  order: PeopleOrder,
  locale: string,
): readonly FindablePerson[] {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const byName = (one: User, other: User) => compare(one.name, other.name);
  const byTime = (read: (user: User) => Date | undefined, down: boolean) => (one: User, other: User) =>
    timeOf(read(one), down) - timeOf(read(other), down) || byName(one, other);
  const orders: Readonly<Record<PeopleOrder, (one: User, other: User) => number>> = {
    name: byName,
    nameDown: (one, other) => byName(other, one),
    email: (one, other) =>
      Number(one.email === undefined) - Number(other.email === undefined) ||
      compare(one.email ?? '', other.email ?? ''),
    createdDown: byTime(({ createdAt }) => createdAt, true),
    created: byTime(({ createdAt }) => createdAt, false),
    updatedDown: byTime(({ updatedAt }) => updatedAt, true),
  };
  return users
    .toSorted(orders[order])
    .map((user) => ({ user, haystack: folded(`${user.name}\n${user.email ?? ''}\n${user.uuid}`) }));
}

/** The people that have every word of a text in their name, e-mail address or UUID. */
export function findPeople(people: readonly FindablePerson[], text: string): readonly User[] {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return people
    .filter(({ haystack }) => words.every((word) => haystack.includes(word)))
    .map(({ user }) => user);
}

const timeOf = (at: Date | undefined, down: boolean): number =>
  at === undefined ? Number.MAX_VALUE : down ? -at.getTime() : at.getTime();

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
