import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  findClients,
  linkedLimits,
  linkKinds,
  linkWays,
  listClientLinks,
  listLinkedClients,
  setClientLink,
} from '#contract/gateway/conversations.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { type Conversation, type Named, normaliseConversation } from './conversations.ts';
import { conversationKeys } from './follow-conversations.ts';

/** A client of the company. */
export interface KnownClient extends Named {
  /** A number or an e-mail address that tells people of one name apart. */
  readonly address: string | undefined;
}

/** A client who is linked to what was asked about. */
export interface LinkedClient extends KnownClient {
  /** How: by the same e-mail address, by the same id in the CRM, by a person. */
  readonly ways: readonly (typeof linkWays)[number][];
  /** Name of the attendee who they are, as far as that is known. */
  readonly attendee: string | undefined;
  /** Who linked them by hand. */
  readonly by: string | undefined;
}

export interface LinkedClients {
  readonly clients: readonly LinkedClient[];
  /** The newest first. */
  readonly conversations: readonly Conversation[];
  /** For admins: clients with a name like that of an attendee who is linked to nobody. */
  readonly suggestions: readonly { readonly attendee: string; readonly client: KnownClient }[];
  /** Some of the reader's meetings are still to be looked at: there may be more. */
  readonly checking: boolean;
}

/** To what or whom clients are linked; what goes beyond the gateway's limits is left out. */
export interface LinkedSearch {
  /** UUIDs; the first ones count. */
  readonly meetings?: readonly string[];
  readonly dossier?: string | undefined;
  readonly emails?: readonly string[];
  /** Ids in the CRM. */
  readonly relations?: readonly string[];
}

const system = 'chat2desk';
/** While meetings are looked at, more clients appear. */
const whileCheckingMs = 6_000;

export const linkedClientsOptions = ({ meetings, dossier, emails, relations }: LinkedSearch) => {
  const query = {
    meeting: meetings?.slice(0, linkedLimits.meetings),
    dossier,
    email: emails?.slice(0, linkedLimits.people),
    relation: relations?.slice(0, linkedLimits.people),
  };
  return queryOptions({
    queryKey: conversationKeys.linked(query),
    queryFn: async ({ signal }): Promise<LinkedClients> => {
      const wire = fields(await call(listLinkedClients, { params: { system }, query, signal }));
      return {
        clients: list(wire.clients, linkedClient),
        conversations: list(wire.conversations, normaliseConversation),
        suggestions: list(wire.suggestions, (one) => {
          const { attendee, client } = fields(one);
          const [name, known] = [text(attendee), knownClient(client)];
          return name === undefined || known === undefined ? undefined : { attendee: name, client: known };
        }),
        checking: flag(wire.checking) ?? false,
      };
    },
    refetchInterval: ({ state }) => (state.data?.checking ? whileCheckingMs : false),
  });
};

/** Clients whom the reader may see, by words of a name, a number or an address. */
export const findClientsOptions = (words: string) =>
  queryOptions({
    queryKey: conversationKeys.found(words),
    queryFn: async ({ signal }): Promise<readonly KnownClient[]> =>
      list(
        fields(await call(findClients, { params: { system }, query: { q: words }, signal })).clients,
        knownClient,
      ),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });

/** A link that an admin made by hand. */
export interface ClientLink {
  readonly kind: (typeof linkKinds)[number];
  /** UUID of the meeting, or id of the dossier. */
  readonly id: string;
  readonly attendee: string | undefined;
  readonly by: string;
  readonly at: Date | undefined;
}

/** A meeting that a client attended. */
export interface Attended {
  readonly id: string;
  readonly attendee: string | undefined;
  readonly way: Exclude<(typeof linkWays)[number], 'hand'>;
}

/** To what a client is linked, of that which the reader may read. */
export interface ClientLinks {
  readonly byHand: readonly ClientLink[];
  /** The newest, without those that are linked by hand. */
  readonly attended: readonly Attended[];
  /** How many meetings there are of those. */
  readonly total: number;
  /** Some of the reader's meetings are still to be looked at: there may be more. */
  readonly checking: boolean;
}

export const clientLinksOptions = (client: number) =>
  queryOptions({
    queryKey: conversationKeys.links(client),
    queryFn: ({ signal }) => readLinks(client, signal),
    refetchInterval: ({ state }) => (state.data?.checking ? whileCheckingMs : false),
  });

async function readLinks(client: number, signal: AbortSignal | undefined): Promise<ClientLinks> {
  const params = { system, client: String(client) } as const;
  const wire = fields(await call(listClientLinks, { params, signal }));
  const attended = list(wire.attended, (one): Attended | undefined => {
    const { id, attendee, way } = fields(one);
    const meeting = text(id);
    if (meeting === undefined) return undefined;
    return { id: meeting, attendee: text(attendee), way: way === 'email' ? 'email' : 'relation' };
  });
  const byHand = list(wire.links, (link): ClientLink | undefined => {
    const { kind, id, attendee, by, at } = fields(link);
    const [known, subject] = [linkKinds.find((one) => one === kind), text(id)];
    if (known === undefined || subject === undefined) return undefined;
    const name = text(fields(by).name) ?? '';
    return { kind: known, id: subject, attendee: text(attendee), by: name, at: instant(at) };
  });
  const total = number(wire.total) ?? attended.length;
  return { byHand, attended, total, checking: flag(wire.checking) ?? false };
}

/** A link to make, or to take away. */
export interface ChangeOfLink extends IdempotencyKey, Pick<ClientLink, 'kind' | 'id'> {
  readonly client: number;
  /** Name of the attendee who they are. */
  readonly attendee?: string | undefined;
  readonly linked: boolean;
}

/** Links a client to a meeting or dossier, or takes the link away: whoever may read that sees their conversations. */
export async function changeLink(
  queryClient: QueryClient,
  given: ChangeOfLink,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { client, kind, id, attendee, linked } = given;
  const find: Find<unknown> = async (signal) => {
    const links = await readLinks(client, signal);
    const isThere = links.byHand.some((one) => one.kind === kind && one.id === id);
    return isThere === linked ? { found: links } : 'absent';
  };
  const body = { kind, id, linked, ...(attendee === undefined ? {} : { attendee }) };
  const params = { system, client: String(client) } as const;
  const result = await certain<unknown>(
    () => write(setClientLink, { params, body, ...elevated(given) }),
    find,
    watch,
  );
  await queryClient.invalidateQueries({
    queryKey: conversationKeys.all,
    predicate: ({ queryKey: [, of, about] }) =>
      of === 'linked' || of === 'inbox' || (of === 'links' && about === client),
  });
  return result;
}

function knownClient(wire: unknown): KnownClient | undefined {
  const { id, name, address } = fields(wire);
  const known = number(id);
  return known === undefined
    ? undefined
    : { id: known, name: text(name) ?? String(known), address: text(address) };
}

function linkedClient(wire: unknown): LinkedClient | undefined {
  const client = knownClient(wire);
  if (!client) return undefined;
  const { ways, attendee, by } = fields(wire);
  const known = list(ways, (way) => linkWays.find((one) => one === way));
  return { ...client, ways: known, attendee: text(attendee), by: text(by) };
}
