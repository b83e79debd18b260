import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import { attendeesAt, matchOf } from './linked.ts';
import type { ClientLink, LinkStore } from './links.ts';
import type { Client } from './read-clients.ts';
import type { ReadableMeetings } from './readable.ts';
import { mayRead, type Viewer } from './sights.ts';

/** Meetings that a card names: the newest. */
const mostShown = 5;

export interface ClientLinksOptions {
  readonly call: ClaritalkCall;
  readonly readable: ReadableMeetings;
  readonly links: Pick<LinkStore, 'all'>;
}

interface Attended {
  readonly id: string;
  /** Name of the attendee who they are. */
  readonly attendee: string | undefined;
  readonly way: 'email' | 'relation';
}

export interface LinksOfClient {
  /** All that were made by hand for admins, who can take them away; of those, members get what they may read. */
  readonly byHand: readonly ClientLink[];
  /** The newest meetings that someone may read and the client attended; those linked by hand are not repeated. */
  readonly attended: readonly Attended[];
  /** How many such meetings there are. */
  readonly total: number;
  readonly isChecking: boolean;
}

/**
 * To what a client is linked, as far as someone may know. Also where the connection is open, what they may read decides:
 * it opens conversations, not meetings.
 *
 * @throws Refusal, NoAnswer
 */
export async function linksOfClient(
  { call, readable, links }: ClientLinksOptions,
  { member, sessionId, accessToken }: Viewer,
  client: Client,
): Promise<LinksOfClient> {
  const { organisation, isAdmin } = member;
  const asker = { sessionId, accessToken, organisation };
  const [may, all, attended] = await Promise.all([
    readable.of(asker),
    links.all(organisation),
    readable.attendedBy(asker, client),
  ]);
  const byHand = (all.get(client.id) ?? []).filter((link) => isAdmin || mayRead(may, link));
  const linked = new Set(byHand.map(({ id }) => id.toLowerCase()));
  const others = attended.filter((id) => !linked.has(id));
  const shown = await Promise.all(
    others.slice(0, mostShown).map(async (id): Promise<readonly Attended[]> => {
      const { email, relation, attendee } = matchOf(client, (await attendeesAt(call, accessToken, id)) ?? []);
      return email || relation ? [{ id, attendee, way: email ? 'email' : 'relation' }] : [];
    }),
  );
  return { byHand, attended: shown.flat(), total: others.length, isChecking: !may.isComplete };
}
