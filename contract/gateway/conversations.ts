/**
 * Conversations with clients as the gateway lists them: an inbox for each person, with what they may see and nothing
 * else. Their messages are read and written through the rows of the system itself. Who may see what is in
 * docs/security.md.
 */
import * as v from 'valibot';
import { uuid } from '../fields.ts';
import { operation } from '../operation.ts';
import { adminRoot, idempotencyHeader } from './admin.ts';
import { answeringPage, answeringStates } from './answering.ts';
import { channelView, conversationErrors } from './channels.ts';
import { conversationIdText, conversationSystems } from './conversation-id.ts';

const idText = v.pipe(v.string(), v.regex(/^\d{1,15}$/));
/** The one system that has conversations here. */
const system = v.picklist(['chat2desk']);
/** A conversation of any system. */
const anyConversation = {
  system: v.picklist(conversationSystems),
  id: v.pipe(v.string(), v.regex(/^(?:\d{1,15}|[\da-fA-F-]{36})$/)),
};
const instant = v.nullable(v.string());

/** What an inbox shows: open conversations of the caller, all that they may see, those that wait; closed ones. */
export const inboxViews = ['mine', 'all', 'waiting', 'closed'] as const;
export type InboxView = (typeof inboxViews)[number];

/** What becomes of a message to a client, in the order in which it happens. */
export const deliveryStates = ['pending', 'sent', 'delivered', 'seen', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const conversation = v.object({
  id: conversationIdText,
  client: v.object({ id: v.number(), name: v.string() }),
  open: v.boolean(),
  channel: v.nullable(v.object({ id: v.number(), name: v.string() })),
  /** Name of the messenger. */
  transport: v.nullable(v.string()),
  /** Who is on it. */
  operator: v.nullable(v.object({ id: v.number(), name: v.string() })),
  /** Whether the client waits for an answer, and since when (ISO 8601, as all times here). */
  waiting: v.boolean(),
  waitingSince: instant,
  /** Whether nobody has read what the client wrote last. */
  unread: v.boolean(),
  last: v.nullable(v.object({ id: v.number(), type: v.string(), text: v.string(), at: instant })),
});
export type ConversationView = v.InferOutput<typeof conversation>;

const named = v.object({ id: v.number(), name: v.string() });

export const listConversations = operation({
  name: 'listConversations',
  method: 'GET',
  root: adminRoot,
  path: '/conversations',
  query: v.strictObject({
    /** One alone. */
    system: v.optional(v.picklist(conversationSystems)),
    view: v.optional(v.picklist(inboxViews)),
    /** One of Chat2Desk, or all of Courier. */
    channel: v.optional(v.union([idText, v.literal('courier')])),
    tag: v.optional(idText),
    /** Who is on it. */
    operator: v.optional(v.union([idText, v.literal('nobody')])),
    /** Only what nobody has read yet. */
    unread: v.optional(v.literal('1')),
    /** Words of a name, a number or the last message. */
    q: v.optional(v.pipe(v.string(), v.maxLength(255))),
    offset: v.optional(idText),
    limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
  }),
  response: v.object({
    /** Of all systems, in one order: those with further ids are Chat2Desk’s. */
    conversations: v.array(v.union([conversation, channelView])),
    /** Connected systems that did not answer: theirs are neither listed nor counted. */
    missing: v.array(
      v.object({
        system: v.picklist(conversationSystems),
        /** Why: a code and values of `refusals.ts`; null where nobody knows. */
        refusal: v.nullable(v.object({ code: v.string(), values: v.record(v.string(), v.string()) })),
      }),
    ),
    /** Systems that are connected. */
    systems: v.array(v.picklist(conversationSystems)),
    /** Where these begin among all: a page that is no longer there becomes the last one. */
    offset: v.number(),
    /** How many the caller may see that match. */
    total: v.number(),
    /** How many of those wait for an answer. */
    waiting: v.number(),
    channels: v.array(named),
    tags: v.array(named),
    operators: v.array(named),
    /** The caller’s own operator; null for someone who is not one. */
    operator: v.nullable(v.number()),
    /** Whether some can be their own: they are an operator, or in channels. */
    own: v.boolean(),
    /** Whether everything is visible to the caller, or what concerns them. */
    everything: v.boolean(),
    /** Whether some of the caller’s meetings are still to be looked at. */
    checking: v.boolean(),
  }),
  errors: conversationErrors,
});

export const getConversation = operation({
  name: 'getConversation',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/:id',
  params: v.strictObject({ system, id: idText }),
  response: v.object({
    conversation,
    operators: v.array(named),
    groups: v.array(v.object({ ...named.entries, operators: v.array(v.number()) })),
    operator: v.nullable(v.number()),
    /** What is known of messages that left: their states only go forward; a failure has the system’s reason. */
    deliveries: v.array(
      v.object({ message: v.number(), state: v.picklist(deliveryStates), reason: v.nullable(v.string()) }),
    ),
    /** Whether links to files can work here. */
    sharing: v.boolean(),
  }),
  errors: conversationErrors,
});

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const severalOf = <S extends v.GenericSchema<string, string>>(one: S, most: number) =>
  v.optional(v.pipe(v.array(one), v.maxLength(most)));
const knownClient = v.object({
  id: v.number(),
  name: v.string(),
  /** A number or an e-mail address that tells people of one name apart. */
  address: v.nullable(v.string()),
});

/** Clients that the caller may see, by words of a name, a number or an address. */
export const findClients = operation({
  name: 'findClients',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/clients',
  params: v.strictObject({ system }),
  query: v.strictObject({ q: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) }),
  response: v.object({ clients: v.array(knownClient) }),
  errors: conversationErrors,
});

/** How a client is linked: by the same e-mail address, by the same id in the CRM, by a person. */
export const linkWays = ['email', 'relation', 'hand'] as const;

/** Most meetings, and most people, that clients are looked for at once. */
export const linkedLimits = { meetings: 10, people: 40 } as const;

/**
 * Clients who are linked to meetings, a dossier or people that a page names, and their conversations: of those that the
 * caller may see.
 */
export const listLinkedClients = operation({
  name: 'listLinkedClients',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/linked',
  params: v.strictObject({ system }),
  query: v.strictObject({
    meeting: severalOf(v.pipe(v.string(), v.uuid()), linkedLimits.meetings),
    dossier: v.optional(text(64)),
    email: severalOf(text(255), linkedLimits.people),
    /** Ids in the CRM. */
    relation: severalOf(text(255), linkedLimits.people),
  }),
  repeatable: ['meeting', 'email', 'relation'],
  response: v.object({
    clients: v.array(
      v.object({
        ...knownClient.entries,
        ways: v.array(v.picklist(linkWays)),
        /** Name of the attendee who they are. */
        attendee: v.nullable(v.string()),
        /** Who linked them by hand. */
        by: v.nullable(v.string()),
      }),
    ),
    /** The newest first. */
    conversations: v.array(conversation),
    /** For admins: clients with a name like that of an attendee who is linked to nobody. */
    suggestions: v.array(v.object({ attendee: v.string(), client: knownClient })),
    /** Whether some of the caller’s meetings are still to be looked at. */
    checking: v.boolean(),
  }),
  errors: conversationErrors,
});

/** What belongs to the client of a conversation: their tags, and their other conversations that the caller may see. */
export const getConversationClient = operation({
  name: 'getConversationClient',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/:id/client',
  params: v.strictObject({ system, id: idText }),
  response: v.object({
    tags: v.array(named),
    /** All tags of the company. */
    allTags: v.array(named),
    conversations: v.array(conversation),
  }),
  errors: conversationErrors,
});

/**
 * Says what the caller does before a conversation, and tells what others do: that they have begun an answer, and nothing
 * of what. It is repeated while the page is there, and expires automatically.
 */
export const noteAnswering = operation({
  name: 'noteAnswering',
  method: 'POST',
  root: adminRoot,
  path: '/conversations/:system/:id/answering',
  params: v.strictObject(anyConversation),
  body: v.strictObject({
    /** Of the page: one person may have several. */
    page: uuid,
    state: v.picklist([...answeringStates, 'gone']),
  }),
  response: v.object({
    others: v.array(v.object(answeringPage)),
  }),
  errors: conversationErrors,
});

/** What a client may be linked to. */
export const linkKinds = ['meeting', 'dossier'] as const;

export const clientLink = v.object({
  kind: v.picklist(linkKinds),
  /** UUID of the meeting, or id of the dossier. */
  id: v.string(),
  /** Name of the attendee of that meeting who they are. */
  attendee: v.nullable(v.string()),
  by: v.object({ uuid: v.string(), name: v.string() }),
  at: v.string(),
});

const linkParams = v.strictObject({ system, client: idText });

/** To what a client is linked, of that which the caller may read; admins get all links that were made by hand. */
export const listClientLinks = operation({
  name: 'listClientLinks',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/clients/:client/links',
  params: linkParams,
  response: v.object({
    /** Made by hand. */
    links: v.array(clientLink),
    /** The newest meetings that the client attended, of those not linked by hand. */
    attended: v.array(
      v.object({
        /** UUID of the meeting. */
        id: v.string(),
        /** Name of the attendee who they are. */
        attendee: v.nullable(v.string()),
        way: v.picklist(['email', 'relation']),
      }),
    ),
    /** How many such meetings there are. */
    total: v.number(),
    checking: v.boolean(),
  }),
  errors: conversationErrors,
});

/** Makes a link by hand, or takes it away: whoever may read the meeting or dossier sees the client’s conversations. */
export const setClientLink = operation({
  name: 'setClientLink',
  method: 'PUT',
  root: adminRoot,
  path: '/conversations/:system/clients/:client/links',
  params: linkParams,
  body: v.strictObject({
    kind: v.picklist(linkKinds),
    id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
    attendee: v.optional(text(255)),
    linked: v.boolean(),
  }),
  response: v.unknown(),
  successStatuses: [204],
  requestHeaders: [idempotencyHeader],
  errors: conversationErrors,
});
