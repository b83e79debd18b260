import type { InboxView } from '#contract/gateway/conversations.ts';
import { normalForm } from '#contract/normal-form.ts';
import type { Inbox } from './inbox.ts';
import type { Client } from './read-clients.ts';
import type { Dialog } from './read-dialogs.ts';
import type { Sight } from './sights.ts';

/** What someone wants to see of an inbox. */
export interface InboxSearch {
  readonly view: InboxView;
  readonly channel: number | undefined;
  /** Whose they are; undefined for everyone's. */
  readonly operator: number | 'nobody' | undefined;
  /** Only what nobody has read yet. */
  readonly unread: boolean;
  /** Clients with the chosen tag; undefined where none is chosen. */
  readonly tagged: ReadonlySet<number> | undefined;
  readonly text: string;
}

/** A text without accents and capitals. */
export const folded = (text: string) => normalForm(text, 'NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a text, without accents and capitals. */
export const wordsOf = (text: string): readonly string[] => folded(text).split(/\s+/).filter(Boolean);

/** Clients with every word of a search in their name, numbers and addresses. */
export function matchingClients(text: string, clients: Iterable<Client>): readonly Client[] {
  const words = wordsOf(text);
  return [...clients].filter(({ name, emails, phones }) => {
    const haystack = folded([name, ...emails, ...phones].join('\n'));
    return words.every((word) => haystack.includes(word));
  });
}

/** Whether a conversation has every word of a search, in its client's name and numbers or in its last message. */
function matches(words: readonly string[], dialog: Dialog, client: Client | undefined): boolean {
  if (words.length === 0) return true;
  const known = [client?.name, ...(client?.emails ?? []), ...(client?.phones ?? []), dialog.last?.text];
  const haystack = folded(known.filter(Boolean).join('\n'));
  return words.every((word) => haystack.includes(word));
}

const newest = (one: Dialog, other: Dialog) =>
  (other.last?.at ?? 0) - (one.last?.at ?? 0) || other.id - one.id;

/**
 * Conversations that a person may see, as they want to see them. Who waits comes first, the longest first; the others
 * follow, the newest first.
 */
export function findConversations(
  dialogs: readonly Dialog[],
  { view, channel, operator, unread, tagged, text }: InboxSearch,
  { sight, clients, waits }: { sight: Sight; clients: ReadonlyMap<number, Client>; waits: Inbox['waits'] },
): readonly Dialog[] {
  const words = wordsOf(text);
  const isWanted = (dialog: Dialog) =>
    dialog.isOpen === (view !== 'closed') &&
    (view !== 'waiting' || waits(dialog) !== undefined) &&
    (view !== 'mine' || (sight.operator !== undefined && dialog.operator === sight.operator)) &&
    (channel === undefined || dialog.channel === channel) &&
    (operator === undefined || (dialog.operator ?? 'nobody') === operator) &&
    (!unread || dialog.isUnread) &&
    (tagged === undefined || (dialog.client !== undefined && tagged.has(dialog.client))) &&
    sight.sees(dialog) &&
    matches(words, dialog, dialog.client === undefined ? undefined : clients.get(dialog.client));
  const found = dialogs.filter(isWanted);
  const waiting = new Map(
    found.flatMap((dialog) => {
      const wait = waits(dialog);
      return wait ? [[dialog, wait.since ?? 0] as const] : [];
    }),
  );
  return found.toSorted((one, other) => {
    const [since, otherSince] = [waiting.get(one), waiting.get(other)];
    if (since !== undefined && otherSince !== undefined) return since - otherSince || newest(one, other);
    if (since !== undefined || otherSince !== undefined) return since === undefined ? 1 : -1;
    return newest(one, other);
  });
}
