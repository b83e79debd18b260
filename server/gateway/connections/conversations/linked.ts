import * as v from 'valibot';
import { getMeeting } from '#contract/claritalk/meetings.ts';
import { emailKey } from '#contract/email.ts';
import type { linkWays } from '#contract/gateway/conversations.ts';
import { claritalkName } from '../../../upstreams/claritalk.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import { refusal } from '../../http/refusal.ts';
import { wordsOf } from './find-conversations.ts';
import type { ClientLink, LinkStore } from './links.ts';
import type { Client } from './read-clients.ts';
import { attendeesOf } from './readable.ts';
import type { Sight, Viewer } from './sights.ts';

/** Whom a page names. */
export interface LinkedSearch {
  /** UUIDs. */
  readonly meetings: readonly string[];
  readonly dossier: string | undefined;
  readonly emails: readonly string[];
  /** Ids in the CRM. */
  readonly relations: readonly string[];
}

export interface LinkedClient {
  readonly client: Client;
  readonly ways: readonly (typeof linkWays)[number][];
  /** Name of the attendee who they are. */
  readonly attendee: string | undefined;
  /** Who linked them by hand. */
  readonly by: string | undefined;
}

export interface Linked {
  readonly clients: readonly LinkedClient[];
  readonly suggestions: readonly { readonly attendee: string; readonly client: Client }[];
}

interface Person {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly relation: string | undefined;
}

export interface LinkedOptions {
  readonly call: ClaritalkCall;
  readonly links: Pick<LinkStore, 'all'>;
  readonly clients: ReadonlyMap<number, Client>;
  readonly sight: Sight;
}

/** Suggestions for one attendee: of a common name there may be many. */
const mostAlike = 3;

/**
 * Clients of meetings, a dossier or people, of those that someone may see. Meetings are read with their own token: what
 * they may not read has no clients.
 *
 * @throws Refusal, NoAnswer
 */
export async function findLinked(
  { call, links, clients, sight }: LinkedOptions,
  { member, accessToken }: Viewer,
  { meetings, dossier, emails, relations }: LinkedSearch,
): Promise<Linked> {
  const read = await Promise.all(meetings.map((id) => attendeesAt(call, accessToken, id)));
  const readable = new Set(meetings.filter((_, at) => read[at] !== undefined).map((id) => id.toLowerCase()));
  const attendees = read.flatMap((found) => found ?? []);
  const people = [
    ...attendees,
    ...emails.map((email): Person => ({ ...nobody, email: emailKey(email) })),
    ...relations.map((relation): Person => ({ ...nobody, relation })),
  ];
  const isMeant = ({ kind, id }: ClientLink) =>
    kind === 'meeting'
      ? readable.has(id.toLowerCase())
      : id === dossier && sight.reads({ kind: 'dossier', id });
  const byHand = await links.all(member.organisation);
  const found = [...clients.values()].flatMap((client): LinkedClient[] => {
    if (!sight.knows(client.id)) return [];
    const { email, relation, attendee: matched } = matchOf(client, people);
    const hand = byHand.get(client.id)?.find(isMeant);
    const ways = [email && 'email', relation && 'relation', hand && 'hand'] as const;
    const known = ways.filter((way) => way !== undefined);
    const attendee = matched ?? (hand?.attendee || undefined);
    return known.length === 0 ? [] : [{ client, ways: known, attendee, by: hand?.by.name }];
  });
  // A name alone says that such a client exists: only admins, who see all of them, are told.
  const suggestions = member.isAdmin ? alike(attendees, found, clients) : [];
  return { clients: found, suggestions };
}

/** As whom people know a client, if they do. */
export function matchOf(client: Client, people: readonly Person[]) {
  const email = people.find((one) => one.email !== undefined && client.emails.includes(one.email));
  const relation = people.find((one) => hasRelation(client, one));
  // Several contacts of a firm may have its id in the CRM: which of them attended, only a name tells.
  const named = people.find((one) => hasRelation(client, one) && sameName(client, one));
  return { email, relation, attendee: email?.name ?? named?.name };
}

const hasRelation = ({ relations }: Client, { relation }: Person) =>
  relation !== undefined && relations.includes(relation);

const sameName = (client: Client, { name = '' }: Person) => isAlike(wordsOf(client.name), wordsOf(name));

const nobody: Person = { name: undefined, email: undefined, relation: undefined };

/** @returns undefined for a meeting that the token's holder may not read. */
export async function attendeesAt(
  call: ClaritalkCall,
  token: string,
  id: string,
): Promise<readonly Person[] | undefined> {
  const { status, body } = await call(getMeeting, token, { params: { id } });
  if (status === 403 || status === 404) return undefined;
  const read = v.safeParse(attendeesOf, body);
  if (status !== 200 || !read.success) throw refusal('rights-unknown', { system: claritalkName });
  return (read.output.attendees ?? []).map(({ name, email, integration_id: relation }) => ({
    name: name ?? undefined,
    email: email ? emailKey(email) : undefined,
    relation: relation === null || relation === undefined ? undefined : String(relation),
  }));
}

function alike(
  attendees: readonly Person[],
  linked: readonly LinkedClient[],
  clients: ReadonlyMap<number, Client>,
): Linked['suggestions'] {
  const taken = new Set(linked.map(({ client }) => client.id));
  const known = new Set(linked.map(({ attendee }) => attendee));
  const names = new Set(attendees.flatMap(({ name }) => (name && !known.has(name) ? [name] : [])));
  const free = [...clients.values()].filter(({ id }) => !taken.has(id));
  const words = free.map((client) => ({ client, own: wordsOf(client.name) }));
  return [...names].flatMap((attendee) => {
    const theirs = wordsOf(attendee);
    const found = words.filter(({ own }) => isAlike(theirs, own)).slice(0, mostAlike);
    return found.map(({ client }) => ({ attendee, client }));
  });
}

/** The same words in any order, or all of the shorter name, if it has two at least. */
export function isAlike(one: readonly string[], other: readonly string[]): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (shorter.length === 0 || (shorter.length === 1 && longer.length > 1)) return false;
  return shorter.every((word) => longer.includes(word));
}
