import { courier } from '#contract/courier/system.ts';
import type { ChannelMessageView, ChannelView } from '#contract/gateway/channels.ts';
import { channelId } from '#contract/gateway/conversation-id.ts';
import type { ChannelBook } from './channel-book.ts';
import type { Channel, ChannelMessage } from './wire.ts';

const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
const namesOf = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name).join(', ');

/** Returns a channel as lists show it. */
export function viewOfChannel(channel: Channel, book: ChannelBook, isUnread: boolean): ChannelView {
  const { id, isOpen, last } = channel;
  const colleagues = book.colleaguesOf(channel);
  const wait = book.waits(channel);
  const type = book.isClients(channel) ? 'from_client' : 'to_client';
  return {
    id: channelId(id),
    client: { name: namesOf(book.clientsOf(channel)) },
    open: isOpen,
    channel: { name: courier.name },
    transport: null,
    operator: colleagues.length === 0 ? null : { name: namesOf(colleagues) },
    waiting: wait !== undefined,
    waitingSince: instant(wait?.since),
    unread: isUnread,
    last: last ? { type, text: last.text, at: instant(last.at) } : null,
  };
}

/** @param keyOf the idempotency key under which the reader has posted a message here */
export function viewOfMessage(
  message: ChannelMessage,
  reader: string | undefined,
  keyOf: (id: string) => string | undefined,
): ChannelMessageView {
  const { id, author, name, isClients, isAutomatic, isRemoved, text, at, files, reactions } = message;
  return {
    id,
    type: isClients ? 'from_client' : isAutomatic ? 'autoreply' : 'to_client',
    sender: name,
    own: author !== undefined && author === reader,
    removed: isRemoved,
    text: isRemoved ? '' : text,
    at: instant(at),
    key: keyOf(id) ?? null,
    files: isRemoved ? [] : files.map(({ size, ...file }) => ({ ...file, size: size ?? null })),
    reactions: reactions.map((one) => ({ type: one.type, name: one.name, own: one.by === reader })),
  };
}
