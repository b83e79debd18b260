import { dialogId } from '#contract/gateway/conversation-id.ts';
import type { ConversationView } from '#contract/gateway/conversations.ts';
import type { Named } from './company-lists.ts';
import type { Inbox } from './inbox.ts';
import type { Client } from './read-clients.ts';
import type { Dialog } from './read-dialogs.ts';

/** What names the parts of a conversation. */
export interface Names {
  readonly clients: ReadonlyMap<number, Client>;
  readonly channels: readonly Named[];
  readonly operators: readonly Named[];
}

const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
const named = (all: readonly Named[], id: number | undefined): Named | null => {
  if (id === undefined) return null;
  const known = all.find((one) => one.id === id);
  return { id, name: known?.name ?? String(id) };
};

/** Returns a conversation as pages see it. */
export function viewOfDialog(
  dialog: Dialog,
  { clients, channels, operators }: Names,
  wait: ReturnType<Inbox['waits']>,
): ConversationView {
  const { id, client = 0, isOpen, channel, transport = null, operator, isUnread, last } = dialog;
  return {
    id: dialogId(id),
    client: { id: client, name: clients.get(client)?.name ?? String(client) },
    open: isOpen,
    channel: named(channels, channel),
    transport,
    operator: named(operators, operator),
    waiting: wait !== undefined,
    waitingSince: instant(wait?.since),
    unread: isUnread,
    last: last ? { id: last.id, type: last.type, text: last.text, at: instant(last.at) } : null,
  };
}
