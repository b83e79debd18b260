import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import { Refusal } from '../../http/refusal.ts';
import { type Conversations, conversationSystem } from '../conversations/conversations.ts';
import { findLinked } from '../conversations/linked.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { ConnectionStore } from '../store.ts';

/** Reads something of Chat2Desk that adds to what Courier knows; without it the rest works. */
async function orNone<T>(
  conversations: Conversations,
  store: ConnectionStore,
  { member: { organisation } }: Viewer,
  none: T,
  read: () => Promise<T>,
): Promise<T> {
  if (!conversations.system || !(await store.find(organisation, conversationSystem))) return none;
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) return none;
    throw error;
  }
}

/** E-mail addresses, as `emailKey` has them, of clients whom someone may see at Chat2Desk. */
export const clientAddresses = (
  conversations: Conversations,
  store: ConnectionStore,
  viewer: Viewer,
): Promise<ReadonlySet<string>> =>
  orNone<ReadonlySet<string>>(conversations, store, viewer, new Set(), async () => {
    const sight = await conversations.sights.of(viewer);
    const clients = await (await conversations.inboxOf(viewer.member.organisation)).clients();
    return new Set([...clients.values()].filter(({ id }) => sight.knows(id)).flatMap(({ emails }) => emails));
  });

/** An address of someone at a meeting whom the meeting itself has none of. */
export interface LinkedAddress {
  readonly name: string | undefined;
  readonly email: string;
}

/** E-mail addresses of clients at Chat2Desk who are linked to a meeting, of those whom someone may see. */
export const linkedAddresses = (
  conversations: Conversations,
  { store, call }: { readonly store: ConnectionStore; readonly call: ClaritalkCall },
  viewer: Viewer,
  meeting: string,
): Promise<readonly LinkedAddress[]> =>
  orNone<readonly LinkedAddress[]>(conversations, store, viewer, [], async () => {
    const sight = await conversations.sights.of(viewer);
    const clients = await (await conversations.inboxOf(viewer.member.organisation)).clients();
    const search = { meetings: [meeting], dossier: undefined, emails: [], relations: [] };
    const { links } = store.clients;
    const linked = await findLinked({ call, links, clients, sight }, viewer, search);
    return linked.clients.flatMap(({ attendee: name, client }) =>
      client.emails.map((email) => ({ name, email })),
    );
  });
