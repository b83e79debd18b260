/** Which conversation, of whichever system: opaque to everything that does not belong to one system. */
import * as v from 'valibot';

/** Systems with conversations, which one inbox shows. */
export const conversationSystems = ['chat2desk', 'courier'] as const;
export type ConversationSystem = (typeof conversationSystems)[number];

/** As addresses have it. Chat2Desk’s own ids are numbers, Courier’s are UUIDs. */
export type ConversationId = `${ConversationSystem}/${string}`;

const known = /^(?:chat2desk\/\d{1,15}|courier\/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/;

export const isConversationId = (value: unknown): value is ConversationId =>
  typeof value === 'string' && known.test(value);

export const conversationIdText = v.custom<ConversationId>(isConversationId);

/** Of a dialog at Chat2Desk. */
export const dialogId = (dialog: number): ConversationId => `chat2desk/${dialog}`;

/** Of a channel at Courier. */
export const channelId = (channel: string): ConversationId => `courier/${channel.toLowerCase()}`;

export const systemOf = (id: ConversationId): ConversationSystem =>
  id.startsWith('courier/') ? 'courier' : 'chat2desk';

/** Returns the id that the system itself has. */
export const ownIdOf = (id: ConversationId): string => id.slice(id.indexOf('/') + 1);

/** Returns the number of a dialog at Chat2Desk; undefined for a conversation of another system. */
export const dialogOf = (id: ConversationId): number | undefined =>
  id.startsWith('chat2desk/') ? Number(ownIdOf(id)) : undefined;

/** Returns the UUID of a channel at Courier; undefined for a conversation of another system. */
export const channelOf = (id: ConversationId): string | undefined =>
  id.startsWith('courier/') ? ownIdOf(id) : undefined;

/** What the systems are called. */
export const conversationSystemNames: Readonly<Record<ConversationSystem, string>> = {
  chat2desk: 'Chat2Desk',
  courier: 'Courier',
};
