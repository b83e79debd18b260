import type { LastChannelMessage } from '#src/api/courier/meeting-people.ts';
import type { LinkedClients } from '#src/api/gateway/linked-clients.ts';
import type { DossierSummary } from '#src/services/search-index/protocol.ts';

const weekMs = 7 * 86_400_000;

export interface QuietClient extends DossierSummary {
  readonly latest: number;
  /** Whole weeks since its last meeting. */
  readonly weeks: number;
}

/** Dossiers without a meeting for some weeks, the one that has waited longest first. @param now ms since the epoch */
export function quietClients(
  dossiers: readonly DossierSummary[],
  weeks: number,
  now: number,
): readonly QuietClient[] {
  return dossiers
    .flatMap((dossier): QuietClient[] => {
      const { latest } = dossier;
      if (latest === undefined || now - latest < weeks * weekMs) return [];
      return [{ ...dossier, latest, weeks: Math.floor((now - latest) / weekMs) }];
    })
    .sort((one, other) => one.latest - other.latest);
}

/** When the last message to or from someone of a dossier was (ms since the epoch), that there is none, or why nobody knows. */
export type LastMessage =
  | number
  | 'none'
  | 'notLinked'
  | 'checking'
  | 'reading'
  | 'failed'
  | 'notRead'
  | 'unconnected';

/** What the conversations of linked clients say of their last message. */
export function lastMessageIn({
  clients,
  conversations,
  checking,
}: Omit<LinkedClients, 'suggestions'>): LastMessage {
  const times = conversations.flatMap(({ last }) => last?.at?.getTime() ?? []);
  if (times.length > 0) return Math.max(...times);
  if (conversations.some(({ last }) => last)) return 'failed';
  if (checking) return 'checking';
  return clients.length === 0 ? 'notLinked' : 'none';
}

/** What channels with those who attended a dossier's last meeting say of it. */
export function lastMessageInChannels({ at, known, checking }: LastChannelMessage): LastMessage {
  if (at) return at.getTime();
  if (checking) return 'checking';
  return known ? 'none' : 'notLinked';
}

/** What may still be found, or could not be read, comes before that there is nothing. */
const unsure = ['failed', 'reading', 'checking', 'none', 'notLinked', 'notRead'] as const;

/** What the systems that were asked say together. */
export function together(messages: readonly LastMessage[]): LastMessage {
  const times = messages.filter((one) => typeof one === 'number');
  if (times.length > 0) return Math.max(...times);
  return unsure.find((one) => messages.includes(one)) ?? 'unconnected';
}

/** Those without a message in that time either, as far as that is known. @param now ms since the epoch */
export const withoutMessage = (
  clients: readonly QuietClient[],
  messageOf: (client: QuietClient) => LastMessage,
  weeks: number,
  now: number,
): readonly QuietClient[] =>
  clients.filter((client) => {
    const last = messageOf(client);
    return typeof last !== 'number' || now - last >= weeks * weekMs;
  });

/** Whose messages are read: of those who have waited longest, and of those round the page that is shown. */
export function toRead(
  clients: readonly QuietClient[],
  page: number,
  pageSize: number,
): readonly QuietClient[] {
  const first = 2 * pageSize;
  const from = Math.max(first, (page - 1) * pageSize);
  return [...clients.slice(0, first), ...clients.slice(from, from + first)];
}

/** Up to these numbers of weeks quiet clients are counted together. */
const steps = [8, 13, 26, 52] as const;

/** Quiet clients by how long they have been quiet: from so many weeks on, to the next number. */
export function byWeeks(
  clients: readonly QuietClient[],
  from: number,
): readonly { readonly from: number; readonly until: number | undefined; readonly count: number }[] {
  const starts = [from, ...steps.filter((step) => step > from)];
  return starts.map((start, at) => {
    const until = starts[at + 1];
    const own = clients.filter(({ weeks }) => weeks >= start && (until === undefined || weeks < until));
    return { from: start, until, count: own.length };
  });
}
