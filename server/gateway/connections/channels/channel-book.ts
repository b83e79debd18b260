import { setTimeout as pause } from 'node:timers/promises';
import { getMessagingChannel } from '#contract/courier/channels.ts';
import { listCommunicationMessages } from '#contract/courier/conversations.ts';
import { getMessagingMessage, listMessagingMessages } from '#contract/courier/messages.ts';
import { getIndividual } from '#contract/courier/people.ts';
import { GrowingList } from '../calls/growing-list.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import { ChannelLog } from './channel-log.ts';
import { type Channel, type ChannelMessage, channelOf, messageOf, type Subscriber } from './wire.ts';

export interface ChannelBookOptions {
  readonly ask: AskCompany;
  readonly now: () => number;
}

/** The system reports nothing, so what is new is read again. */
const heldMs = 2_000;
/** Whoever looks at another system’s news does not wait for this one. */
const staleMs = 30_000;
/** As many as the system gives at once. */
const partSize = 100;
/** Who is a client rarely changes. */
const heldKindMs = 6 * 60 * 60_000;
const missingMs = 60_000;
const maxMissing = 10_000;
const maxLogs = 200;
const atATime = 8;
/** A list appears although not everything about it has been asked yet. */
const patienceMs = 1_500;
/** Behind an automatic reply someone may wait, who wrote shortly before. */
const behindMs = 24 * 60 * 60_000;

/** Who wrote last in a channel. */
interface LastAuthor {
  readonly isClients: boolean;
}

/** Channels with clients; those of colleagues alone are nobody's conversation here. */
export interface KnownChannels {
  readonly channels: readonly Channel[];
  /** Whether all of them are known, and who waits in them. */
  readonly isComplete: boolean;
}

/**
 * The channels of a company, in memory: the system's list says neither who of a channel is a client nor who wrote last.
 */
export class ChannelBook {
  readonly #options: ChannelBookOptions;
  readonly #list: GrowingList<Channel>;
  /** Whether individuals are clients. */
  readonly #kinds = new Map<string, { readonly at: number; readonly isClient: boolean }>();
  /** By the id of the message. */
  readonly #authors = new Map<string, LastAuthor>();
  readonly #since = new Map<string, number>();
  readonly #pending = new Map<string, Promise<void>>();
  readonly #missing = new Map<string, number>();
  readonly #logs = new Map<string, ChannelLog>();
  readonly #unread = new Map<string, { readonly at: number; readonly found: Promise<ReadonlySet<string>> }>();

  constructor(options: ChannelBookOptions) {
    const { ask, now } = options;
    this.#options = options;
    this.#list = new GrowingList({
      ...{ now, heldMs, staleMs, headSize: partSize, partSize },
      read: async ({ limit, offset }) =>
        (await ask(listCommunicationMessages, listQuery(limit, offset))).data.map(channelOf),
    });
  }

  /** @throws Refusal */
  async all(): Promise<KnownChannels> {
    const { rows, isComplete } = await this.#list.grown();
    const channels = [...rows.values()];
    const open = channels.flatMap((channel) => this.#questions(channel));
    await this.#settle(open);
    const known = channels.filter((channel) => this.#questions(channel).length === 0);
    for (const channel of known) this.#noteWait(channel);
    return {
      channels: known.filter((channel) => this.clientsOf(channel).length > 0),
      isComplete: isComplete && known.length === channels.length,
    };
  }

  /** Whom of a channel the company serves; nobody where that is not known. */
  clientsOf({ subscribers }: Channel): readonly Subscriber[] {
    return subscribers.filter(({ id }) => this.#kinds.get(id)?.isClient === true);
  }

  colleaguesOf({ subscribers }: Channel): readonly Subscriber[] {
    return subscribers.filter(({ id }) => this.#kinds.get(id)?.isClient === false);
  }

  /** Since when a client waits; undefined where nobody does. */
  waits({ id }: Channel): { readonly since: number } | undefined {
    const since = this.#since.get(id);
    return since === undefined ? undefined : { since };
  }

  /** Whether a client wrote the last message. */
  isClients({ last }: Channel): boolean {
    return last !== undefined && this.#authors.get(last.id)?.isClients === true;
  }

  /** A channel with clients, as it is now. @returns undefined when there is none. @throws Refusal */
  async channel(id: string): Promise<Channel | undefined> {
    const { now, ask } = this.#options;
    const { rows } = await this.#list.grown();
    let channel = rows.get(id);
    if (!channel && (this.#missing.get(id) ?? 0) <= now()) {
      const wire = await orMissing(ask(getMessagingChannel, { params: { id } }));
      channel = wire && channelOf(wire.data);
      if (channel) this.#list.put(channel);
      else this.#lose(id);
    }
    if (!channel) return undefined;
    await Promise.all(this.#questions(channel).map((question) => this.#answer(question)));
    this.#noteWait(channel);
    return this.clientsOf(channel).length > 0 ? channel : undefined;
  }

  /** The channel of a message. @throws Refusal */
  async channelOfMessage(id: string): Promise<string | undefined> {
    const found = await orMissing(this.#options.ask(getMessagingMessage, { params: { id } }));
    return found?.data.attributes['channel-id'] ?? undefined;
  }

  /** What was written in a channel, the oldest first. @throws Refusal */
  messages(id: string): Promise<readonly ChannelMessage[]> {
    const log = this.#logs.get(id) ?? new ChannelLog(this.#options, id);
    this.#logs.delete(id);
    this.#logs.set(id, log);
    const [oldest] = this.#logs.keys();
    if (oldest !== undefined && this.#logs.size > maxLogs) this.#logs.delete(oldest);
    return log.messages();
  }

  /** Ids of channels in which something is new to someone who is in them. @throws Refusal */
  unreadBy(individual: string): Promise<ReadonlySet<string>> {
    const { now, ask } = this.#options;
    const held = this.#unread.get(individual);
    if (held && held.at > now() - heldMs) return held.found;
    const query = {
      ...listQuery(partSize, 0).query,
      'individual-id': individual,
      sort: ['-unread-count' as const],
    };
    const found = ask(listCommunicationMessages, { query }).then(
      ({ data }) =>
        new Set(
          data.filter(({ attributes }) => attributes['caller-has-new-message'] === true).map(({ id }) => id),
        ),
    );
    const holding = { at: now(), found };
    this.#unread.set(individual, holding);
    found.catch(() => {
      if (this.#unread.get(individual) === holding) this.#unread.delete(individual);
    });
    return held && held.at > now() - staleMs ? held.found : found;
  }

  /** Someone here has changed something, or may have. @param id of the channel; undefined where that is not known */
  async changed(id: string | undefined): Promise<void> {
    this.#unread.clear();
    this.#list.forget();
    if (id === undefined) for (const log of this.#logs.values()) log.forget();
    else this.#logs.get(id)?.forget();
    if (id === undefined) return;
    const wire = await orMissing(this.#options.ask(getMessagingChannel, { params: { id } }));
    if (wire) this.#list.put(channelOf(wire.data));
  }

  /** What is to be asked before it is known whose conversation it is and who waits: ids, each with its kind. */
  #questions({ subscribers, last, isOpen }: Channel): readonly string[] {
    const oldest = this.#options.now() - heldKindMs;
    const people = subscribers
      .filter(({ id }) => (this.#kinds.get(id)?.at ?? 0) <= oldest)
      .map(({ id }) => `person ${id}`);
    const isAsked = !last || !isOpen || this.#authors.has(last.id);
    return isAsked || last === undefined ? people : [...people, `message ${last.id}`];
  }

  async #settle(questions: readonly string[]): Promise<void> {
    const rest = new Set(questions).values();
    const work = Promise.all(
      Array.from({ length: atATime }, async () => {
        for (const question of rest) await this.#answer(question).catch(() => undefined);
      }),
    );
    const waiting = new AbortController();
    await Promise.race([
      work,
      pause(patienceMs, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined),
    ]);
    waiting.abort();
  }

  /** Asks each question once at a time. @throws Refusal */
  #answer(question: string): Promise<void> {
    const known = this.#pending.get(question);
    if (known) return known;
    const [kind, id = ''] = question.split(' ');
    const work = (kind === 'person' ? this.#askKind(id) : this.#askAuthor(id)).finally(() =>
      this.#pending.delete(question),
    );
    this.#pending.set(question, work);
    return work;
  }

  async #askKind(id: string): Promise<void> {
    const { ask, now } = this.#options;
    const found = await orMissing(ask(getIndividual, { params: { id } }));
    // Whom the system does not know is no client.
    this.#kinds.set(id, { at: now(), isClient: found?.data.attributes['account-type'] === 'participant' });
  }

  async #askAuthor(id: string): Promise<void> {
    const { ask } = this.#options;
    const found = await orMissing(ask(getMessagingMessage, { params: { id } }));
    let last = found && messageOf(found.data);
    const channel = found?.data.attributes['channel-id'];
    if (last?.isAutomatic && channel && last.at !== undefined) {
      const since = new Date(last.at - behindMs).toISOString();
      const query = {
        'channel-id': channel,
        'filter[cmp-posted-time]': [`>=${since}`],
        'page[limit]': '1000',
      };
      const { data } = await ask(listMessagingMessages, { query });
      const said = data.map(messageOf).filter(({ isAutomatic, isDraft }) => !isAutomatic && !isDraft);
      last = said.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0))[0];
    }
    this.#authors.set(id, { isClients: last?.isClients === true && !last.isRemoved });
  }

  /** Whoever writes twice waits since the first time. */
  #noteWait(channel: Channel): void {
    if (!channel.isOpen || !this.isClients(channel)) this.#since.delete(channel.id);
    else if (!this.#since.has(channel.id)) this.#since.set(channel.id, channel.last?.at ?? 0);
  }

  /** Guessing ids costs the company one request each. */
  #lose(id: string): void {
    if (this.#missing.size >= maxMissing) this.#missing.clear();
    this.#missing.set(id, this.#options.now() + missingMs);
  }
}

const listQuery = (limit: number, offset: number) => ({
  query: {
    'page[limit]': String(limit),
    'page[offset]': String(offset),
    sort: ['-last-timestamp' as const],
    'use-group-name': 'false' as const,
  },
});
