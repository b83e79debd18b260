import { emailKey } from '#contract/email.ts';
import type { Integration } from '#src/api/claritalk/integrations.ts';
import type { Dossier } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { User } from '#src/api/claritalk/users.ts';
import { languageOf } from '../search-index/model/filters.ts';
import { fold } from '../search-index/model/fold.ts';
import { type Finding, type Left, leftKey, type OpenTodo, relationKey } from './finding.ts';
import type { Standing } from './standing.ts';

/** Whether two names are the same but for case, accents and spaces. */
export const sameName = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string) => fold(name).trim().replace(/\s+/g, ' ');

/**
 * The systems to ask who someone is: those that keep relations, or every connected one where none says that it does.
 */
export function systemsToAsk(integrations: readonly Integration[]): Integration[] {
  const connected = integrations.filter((one) => one.connected !== false);
  const crm = connected.filter(({ type }) => type?.toLowerCase() === 'crm');
  return crm.length > 0 ? crm : connected;
}

/** Attendees who do not work here: whom the meeting is with. */
export function guestsOf(
  people: readonly Attendee[],
  colleagues: readonly Pick<User, 'name' | 'email'>[],
): Attendee[] {
  const names = new Set(colleagues.map(({ name }) => plain(name)));
  const emails = new Set(colleagues.flatMap(({ email }) => (email ? [emailKey(email)] : [])));
  return people.filter(
    ({ name, email, integrationId }) =>
      integrationId !== undefined || !(names.has(plain(name)) || emails.has(emailKey(email ?? name))),
  );
}

export const findUnlinked = (guests: readonly Attendee[]): Finding[] =>
  guests
    .filter(({ integrationId }) => integrationId === undefined)
    .map((person) => ({ kind: 'unlinked', person }));

/**
 * What is to be said of a linked attendee. The API tells nothing of a relation but its id and its name, and not when
 * that changed. So the name that the meeting keeps is compared with the present one:
 *
 * - the same: nothing;
 * - someone has seen the present one and left it: nothing; an earlier one: it has changed since;
 * - the system finds the relation when it is asked for the kept name, and neither name is a longer form of the other:
 *   someone who belongs to the relation, as an employee of a client does; nothing;
 * - otherwise it differs.
 */
export function findRenamed(person: Attendee, standing: Standing, left: Left): Finding[] {
  if (standing.kind === 'gone') return [{ kind: 'gone', person }];
  if (standing.kind !== 'found') return [];
  const { relation, system, byName } = standing;
  if (sameName(person.name, relation.label)) return [];
  const mark = left[leftKey(relationKey(person))];
  const before = mark && mark.value !== null ? { ...mark, value: mark.value } : undefined;
  if (before && sameName(before.value, relation.label)) return [];
  if (!before && byName && !isLongerForm(person.name, relation.label)) return [];
  return [{ kind: 'renamed', person, relation, system, before }];
}

/** Whether one name has all words of the other: `Moens` and `Garage Moens & Zonen`. */
function isLongerForm(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return a.every((word) => b.includes(word)) || b.every((word) => a.includes(word));
}

const wordsOf = (name: string): readonly string[] => fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];

interface DossierOf {
  /** The one that it is in. */
  readonly dossierId: string | undefined;
  /** Those that the person can see. */
  readonly dossiers: readonly Dossier[];
  readonly guests: readonly Attendee[];
  /** Names of relations that they are linked to, as far as known. */
  readonly labels: readonly string[];
}

export function findDossier({ dossierId, dossiers, guests, labels }: DossierOf): Finding[] {
  const names = [...labels, ...guests.map(({ name }) => name)];
  const named = dossiers.filter(({ name }) => names.some((one) => sameName(one, name)));
  const suggested = named.length === 1 ? named[0] : undefined;
  if (dossierId === undefined) {
    return guests.length > 0 && dossiers.length > 0 ? [{ kind: 'noDossier', suggested }] : [];
  }
  const dossier = dossiers.find(({ id }) => id === dossierId);
  if (!dossier) return [{ kind: 'lostDossier', dossierId, suggested }];
  if (named.length === 0 || named.includes(dossier) || !suggested) return [];
  return [{ kind: 'otherDossier', dossier, suggested }];
}

/** Meetings that have to agree before a language is called usual. */
export const enoughMeetings = 3;

/** The language of the latest meetings, if all of them were in it; undefined when they were too few, or differ. */
export function usualLanguage(latest: readonly (string | undefined)[]): string | undefined {
  const languages = latest.slice(0, enoughMeetings).map(languageOf);
  const [first] = languages;
  return languages.length === enoughMeetings && languages.every((one) => one === first) ? first : undefined;
}

export function findLanguage(locale: string | undefined, usual: string | undefined): Finding[] {
  if (locale === undefined || usual === undefined || languageOf(locale) === usual) return [];
  return [{ kind: 'language', locale, usual, count: enoughMeetings }];
}

/** What is done needs neither owner nor day. */
export function findTodos(todos: readonly OpenTodo[]): Finding[] {
  return todos.flatMap((todo): Finding[] => {
    const [owner, due] = [!todo.assignee, !todo.dueDate];
    if (todo.done || (!owner && !due)) return [];
    return [{ kind: 'todo', todo, missing: owner && due ? 'both' : owner ? 'owner' : 'due' }];
  });
}
