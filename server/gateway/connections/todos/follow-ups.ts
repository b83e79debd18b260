import type * as v from 'valibot';
import { listMessages } from '#contract/chat2desk/messages.ts';
import { getTicket } from '#contract/chat2desk/tickets.ts';
import { reminding, type todoFollowUp } from '#contract/gateway/todos.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { ClientStore } from '../conversations/client-store.ts';
import type { AskCompany } from '../conversations/company.ts';
import type { Inbox } from '../conversations/inbox.ts';
import { orMissing } from '../conversations/inbox.ts';
import type { Sight, Viewer } from '../conversations/sights.ts';
import { dataOf, idOf, timeOf } from '../conversations/wire.ts';
import type { Ledger } from '../ledger.ts';
import type { MeetingEntry } from '../sent/entry-links.ts';
import type { Answer, Held } from './held.ts';

export type FollowUp = v.InferOutput<typeof todoFollowUp>;

export interface FollowUpOptions {
  readonly ledger: Pick<Ledger, 'links'>;
  /** Undefined where nobody writes by messenger. */
  readonly desk: Desk | undefined;
}

/** What is known of clients at Chat2Desk. */
interface Desk {
  readonly clients: Pick<ClientStore, 'deliveries' | 'dismissed'>;
  readonly inbox: Inbox;
  readonly ask: AskCompany;
  readonly sight: Sight;
  readonly held: Held;
}

/** A quotation; the conversation has the rest. */
const longestQuote = 500;
const newestMessages = 100;
const ways: Readonly<Record<string, 'email' | 'text'>> = { sendUserEmail: 'email', sendText: 'text' };

const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** Returns what became of the to-dos of meetings that the viewer may read. @throws Refusal */
export async function followUpsOf(
  options: FollowUpOptions,
  viewer: Viewer,
  meetings: readonly string[],
): Promise<readonly FollowUp[]> {
  const { ledger, desk } = options;
  const { organisation } = viewer.member;
  const each = meetings.map((meeting) => ledger.links.ofMeeting(organisation, meeting));
  const entries = (await Promise.all(each)).flat();
  const byTodo = Map.groupBy(entries, ({ meeting, todo }) => `${meeting} ${todo}`);
  return Promise.all([...byTodo.values()].map((own) => followUpOf(desk, viewer, own)));
}

/** @param entries about one to-do, the newest first. */
async function followUpOf(
  desk: Desk | undefined,
  viewer: Viewer,
  entries: readonly MeetingEntry[],
): Promise<FollowUp> {
  const [{ meeting = '', todo = '' } = {}] = entries;
  const reminder = entries.find(({ operation }) => reminding.includes(operation));
  const ticket = entries.find(({ operation }) => operation === 'createTicket');
  // An earlier reminder counts too while it is not known whether the last one was sent.
  const sent = entries.find(({ operation, state }) => operation === 'sendMessage' && state === 'done');
  const [told, answer, made] = await Promise.all([
    reminder ? reminderOf(desk, viewer, reminder) : null,
    sent && desk ? answerTo(desk, viewer, sent) : null,
    ticket && desk ? ticketOf(desk, viewer, ticket) : null,
  ]);
  return { meeting, todo, reminder: told, answer, ticket: made };
}

const entryOf = ({ member }: Viewer, { id, state, at, by, person }: MeetingEntry) => ({
  entry: id,
  state,
  at: new Date(at).toISOString(),
  by,
  canLook: state === 'unknown' && (member.isAdmin || member.uuid === person),
});

async function reminderOf(
  desk: Desk | undefined,
  viewer: Viewer,
  entry: MeetingEntry,
): Promise<FollowUp['reminder']> {
  const way: 'messenger' | 'email' | 'text' = ways[entry.operation] ?? 'messenger';
  // Of an e-mail or a text message, Sent says what became of it.
  const told = { ...entryOf(viewer, entry), way, client: null, dialog: null, delivery: null };
  if (!desk || way !== 'messenger') return told;
  const { inbox, sight, clients } = desk;
  const { deliveries } = clients;
  const { client, dialog, made } = entry;
  const known = client === null || !sight.knows(client) ? undefined : (await inbox.clients()).get(client);
  const shown = dialog === null ? undefined : await inbox.dialog(dialog);
  const message = idOf(made);
  const delivery =
    shown && message !== undefined
      ? (await deliveries.of(viewer.member.organisation, shown.id)).find((one) => one.message === message)
      : undefined;
  return {
    ...told,
    client: known ? { id: known.id, name: known.name } : null,
    dialog: shown && sight.sees(shown) ? shown.id : null,
    delivery: delivery?.state ?? null,
  };
}

/** The newest message of the client since a reminder, unless someone decided that it is no answer. */
async function answerTo(
  { ask, inbox, sight, held, clients }: Desk,
  { member: { organisation } }: Viewer,
  { client, made, meeting, todo }: MeetingEntry,
): Promise<FollowUp['answer']> {
  const since = Math.max(
    idOf(made) ?? Number.POSITIVE_INFINITY,
    await clients.dismissed.of(organisation, meeting, todo),
  );
  if (client === null || since === Number.POSITIVE_INFINITY) return null;
  // They may answer on another channel.
  const theirs = (await inbox.dialogs(true)).filter(
    (dialog) => dialog.client === client && sight.sees(dialog),
  );
  const newest = Math.max(0, ...theirs.map(({ last }) => last?.id ?? 0));
  if (newest <= since) return null;
  const answer = await held.answer(`${organisation} ${client} ${since} ${newest}`, () =>
    readAnswer(ask, client, since),
  );
  if (!answer || !theirs.some(({ id }) => id === answer.dialog)) return null;
  const name = (await inbox.clients()).get(client)?.name ?? String(client);
  return { ...answer, at: instant(answer.at), client: name };
}

async function readAnswer(ask: AskCompany, client: number, since: number): Promise<Answer | undefined> {
  const query = { client_id: client, type: 'from_client', order: 'desc', limit: newestMessages } as const;
  const messages = dataOf(await ask(listMessages, { query }));
  const found = messages.flatMap(({ id, type, text, created, dialog_id }) => {
    const [message, dialog] = [idOf(id), idOf(dialog_id)];
    if (type !== 'from_client' || message === undefined || message <= since || dialog === undefined)
      return [];
    const quoted = wholeCharacters((text ?? '').trim(), longestQuote);
    return [{ message, text: quoted, at: timeOf(created), dialog }];
  });
  return found.toSorted((one, other) => other.message - one.message)[0];
}

async function ticketOf(
  { ask, held }: Desk,
  viewer: Viewer,
  entry: MeetingEntry,
): Promise<FollowUp['ticket']> {
  const id = idOf(entry.made?.replace(/^TICK-/, ''));
  const told = { ...entryOf(viewer, entry), id: id ?? null };
  if (id === undefined) return { ...told, status: null, deleted: false };
  const { organisation } = viewer.member;
  const status = await held.ticket(organisation, id, async () => {
    const wire = await orMissing(ask(getTicket, { params: { id: String(id) } }));
    return wire === undefined ? undefined : Number(dataOf(wire).status) || null;
  });
  return { ...told, status: status ?? null, deleted: status === undefined };
}
