import { normalForm } from '#contract/normal-form.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { User } from '#src/api/claritalk/users.ts';
import { intl } from '#src/lib/intl.ts';

/** What the list of people shows, as its address says it. */
export interface PeopleSearch {
  /** 1-based. */
  readonly page: number;
  readonly order: PeopleOrder;
  /** Part of a name, an e-mail address or a UUID. */
  readonly text: string;
}

/** Columns of the list that it can be ordered by. */
export const peopleColumns = ['name', 'email', 'locale', 'created', 'updated'] as const;
export type PeopleColumn = (typeof peopleColumns)[number];

/** Upwards by a column, or downwards. */
export type PeopleOrder = PeopleColumn | `${PeopleColumn}Down`;
export const peopleOrders: readonly PeopleOrder[] = peopleColumns.flatMap(
  (column) => [column, `${column}Down`] as const,
);

/** Reversed when the list is already in this column's order; days start with the latest. */
export function nextOrder(order: PeopleOrder, column: PeopleColumn): PeopleOrder {
  if (order === column) return `${column}Down`;
  if (order === `${column}Down`) return column;
  return column === 'created' || column === 'updated' ? `${column}Down` : column;
}

const maximumText = 255;

/** Reads the address's query; whatever is missing or odd becomes the default. */
export function readPeopleSearch(query: URLSearchParams): PeopleSearch {
  const page = Number(query.get('page'));
  return {
    page: Number.isSafeInteger(page) && page >= 1 ? page : 1,
    order: peopleOrders.find((order) => order === query.get('sort')) ?? 'name',
    text: wholeCharacters(query.get('q') ?? '', maximumText),
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

/** Sorts people; those without the sorted field come last. */
export function sortPeople(
  users: readonly User[],
  order: PeopleOrder,
  locale: string,
): readonly FindablePerson[] {
  const { compare } = intl.collator(locale, { sensitivity: 'base' });
  const sign = order.endsWith('Down') ? -1 : 1;
  const column = peopleColumns.find((one) => order.startsWith(one)) ?? 'name';
  const byName = (one: User, other: User) => compare(one.name, other.name);
  const byText = (read: (user: User) => string | undefined) => (one: User, other: User) => {
    const [a, b] = [read(one), read(other)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return sign * compare(a, b);
  };
  const byTime = (read: (user: User) => Date | undefined) => (one: User, other: User) =>
    timeOf(read(one), sign) - timeOf(read(other), sign);
  const orders: Readonly<Record<PeopleColumn, (one: User, other: User) => number>> = {
    name: byText(({ name }) => name),
    email: byText(({ email }) => email),
    locale: byText(({ locale: language }) => language),
    created: byTime(({ createdAt }) => createdAt),
    updated: byTime(({ updatedAt }) => updatedAt),
  };
  return users
    .toSorted((one, other) => orders[column](one, other) || byName(one, other))
    .map((user) => ({ user, haystack: haystackOf(user) }));
}

const haystacks = new WeakMap<User, string>();

/** What a search compares; made once for each person, because folding costs more than sorting. */
function haystackOf(user: User): string {
  const known = haystacks.get(user) ?? folded(`${user.name}\n${user.email ?? ''}\n${user.uuid}`);
  haystacks.set(user, known);
  return known;
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

const timeOf = (at: Date | undefined, sign: number): number =>
  at === undefined ? Number.MAX_VALUE : sign * at.getTime();

/** Most names and addresses have nothing to fold: only the others pay for it. */
const folded = (text: string) =>
  (/[^ -~\n]/.test(text) ? normalForm(text, 'NFD').replace(/\p{M}/gu, '') : text).toLowerCase();
