import { listMessages } from '#contract/chat2desk/messages.ts';
import type { DeliveryState } from '#contract/gateway/conversations.ts';
import type { AskCompany } from '../conversations/company.ts';
import type { Dialog } from '../conversations/read-dialogs.ts';
import { dataOf, idOf, timeOf } from '../conversations/wire.ts';
import { fieldAt } from '../fields.ts';

/** What a conversation says about a message in it. */
export interface Progress {
  /** Whether the message itself says that it arrived. */
  readonly state: Extract<DeliveryState, 'delivered' | 'seen'> | undefined;
  /** When the client wrote first after it; in ms since the epoch. */
  readonly answeredAt: number | undefined;
}

export interface ProgressesOptions {
  /** Whether the system reports what happens: then nothing has to be read again to be sure. */
  readonly isLive: (organisation: string) => Promise<boolean>;
  readonly now: () => number;
}

interface Held {
  /** The conversation's last message by then. */
  readonly last: number | undefined;
  readonly at: number;
  readonly found: Promise<Progress>;
}

const nothing: Progress = { state: undefined, answeredAt: undefined };
const heldMs = 30_000;
const maxHeld = 20_000;
/** An answer is among the next messages, or so far behind that it is one to something else. */
const looksAt = 50;

/**
 * What became of messages as far as their conversations say. A request each, and another when the conversation has continued;
 * none once the client has answered.
 */
export class Progresses {
  readonly #options: ProgressesOptions;
  readonly #held = new Map<string, Held>();

  constructor(options: ProgressesOptions) {
    this.#options = options;
  }

  /** @throws Refusal */
  async of(ask: AskCompany, organisation: string, { id, last }: Dialog, message: number): Promise<Progress> {
    const { now } = this.#options;
    const isLive = await this.#options.isLive(organisation);
    // Nothing came after it, and what becomes of it is reported.
    if (last?.id === message && isLive) return nothing;
    const key = `${organisation} ${message}`;
    const held = this.#held.get(key);
    if (held) {
      const isSame = held.last === last?.id && (isLive || held.at > now() - heldMs);
      if (isSame || (await held.found).answeredAt !== undefined) return held.found;
    }
    const found = read(ask, id, message);
    this.#held.delete(key);
    this.#held.set(key, { last: last?.id, at: now(), found });
    found.catch(() => {
      if (this.#held.get(key)?.found === found) this.#held.delete(key);
    });
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size > maxHeld) this.#held.delete(oldest);
    return found;
  }
}

async function read(ask: AskCompany, dialog: number, message: number): Promise<Progress> {
  const query = { dialog_id: dialog, start_id: message, limit: looksAt, order: 'asc' as const };
  const messages = dataOf(await ask(listMessages, { query }));
  const own = messages.find(({ id }) => idOf(id) === message);
  const answer = messages.find(({ id, type }) => type === 'from_client' && (idOf(id) ?? 0) > message);
  const state = own?.recipient_status;
  return {
    state: state === 'delivered' || state === 'seen' ? state : undefined,
    answeredAt: answer && (timeOf(answer.created) ?? Date.now()),
  };
}

/** A message that was sent under a key, as far back as one page goes. @throws Refusal */
export async function findByKey(
  ask: AskCompany,
  client: number,
  key: string,
): Promise<{ readonly message: number; readonly dialog: number | undefined } | undefined> {
  const query = { client_id: client, limit: 200, order: 'desc' as const };
  const messages = dataOf(await ask(listMessages, { query }));
  const found = messages.find(
    ({ extra_data: data }) => String(fieldAt(data, 'external_id')).toLowerCase() === key,
  );
  const message = idOf(found?.id);
  return message === undefined ? undefined : { message, dialog: idOf(found?.dialog_id) };
}
