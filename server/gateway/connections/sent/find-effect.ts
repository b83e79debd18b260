import { listMessages } from '#contract/chat2desk/messages.ts';
import { listTickets } from '#contract/chat2desk/tickets.ts';
import type { AskCompany } from '../conversations/company.ts';
import { dataOf, idOf, timeOf } from '../conversations/wire.ts';
import type { Entry } from '../ledger.ts';
import type { EntryFacts } from './entry-links.ts';
import type { Subjects } from './subjects.ts';

/** An entry whose outcome is not known, with the path and the body that were sent; null where these were not kept. */
export interface Sought {
  readonly entry: Entry;
  readonly facts: EntryFacts;
  readonly path: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Whether it is known to have been made by another request of the operation. */
  readonly isMade: (id: string) => Promise<boolean>;
}

/** Reads at the system what a request made: false for nothing, undefined where that cannot be told. @throws Refusal */
export type FindEffect = (ask: AskCompany, sought: Sought) => Promise<Subjects | false | undefined>;

/** Clocks differ. */
const toleranceMs = 10_000;
const limit = 200;

const isSince = (created: string | null | undefined, at: number) =>
  (timeOf(created) ?? at) >= at - toleranceMs;

/** A message has its idempotency key as its id; where the system does not return that, its words and its time count. */
const findMessage: FindEffect = async (ask, { entry, facts, body }) => {
  if (facts.client === null) return undefined;
  const query = { client_id: facts.client, limit, order: 'desc' as const };
  const messages = dataOf(await ask(listMessages, { query }));
  const text = typeof body?.text === 'string' ? body.text : undefined;
  const type = typeof body?.type === 'string' ? body.type : 'to_client';
  const isIt = (message: (typeof messages)[number]) => {
    const key = externalId(message.extra_data);
    if (key !== undefined) return key.toLowerCase() === entry.key;
    return (
      text !== undefined &&
      message.text === text &&
      message.type === type &&
      isSince(message.created, entry.at)
    );
  };
  const found = messages.find(isIt);
  if (found) return { made: String(found.id), dialog: idOf(found.dialog_id), client: idOf(found.client_id) };
  // Without its words only an id could tell; and what is older than all of these was not looked at.
  const oldest = messages.at(-1);
  const isAll = messages.length < limit || (oldest !== undefined && !isSince(oldest.created, entry.at));
  return isAll && (text !== undefined || body?.external_id !== undefined) ? false : undefined;
};

function externalId(data: unknown): string | undefined {
  const id: unknown =
    typeof data === 'object' && data !== null && 'external_id' in data ? data.external_id : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Tickets have no id of ours: what it says, and when it was made. */
const findTicket: FindEffect = async (ask, { entry, body }) => {
  if (!body) return undefined;
  const tickets = dataOf(await ask(listTickets, { query: { limit, order: 'desc' } }));
  const isIt = ({ summary, description, created_at }: (typeof tickets)[number]) =>
    summary === body.summary && description === body.description && isSince(created_at, entry.at);
  const found = tickets.find(isIt);
  if (found) return { made: String(found.id) };
  const oldest = tickets.at(-1);
  return tickets.length < limit || (oldest && !isSince(oldest.created_at, entry.at)) ? false : undefined;
};

/** Of Chat2Desk. */
export const deskFinders: Readonly<Record<string, FindEffect>> = {
  sendMessage: findMessage,
  createTicket: findTicket,
};
