import { listMessagingMessages } from '#contract/courier/messages.ts';
import type { AskCompany } from '../conversations/company.ts';
import { type ChannelMessage, messageOf } from './wire.ts';

export interface ChannelLogOptions {
  readonly ask: AskCompany;
  readonly now: () => number;
}

/** The system reports nothing: what someone looks at is read again. */
const heldMs = 1_000;
const pageSize = 1_000;
/** Of a longer channel the first 50,000 messages, and those that are written while it is known here. */
const maxPages = 50;
/** Clocks differ, and times are rounded. */
const overlapMs = 5_000;

/**
 * What was written in one channel, in order. The system sorts no messages, so all of them are read once, and then only
 * what has changed.
 */
export class ChannelLog {
  readonly #options: ChannelLogOptions;
  readonly #channel: string;
  readonly #messages = new Map<string, ChannelMessage>();
  #changedAt: number | undefined;
  #held: { readonly at: number; readonly done: Promise<void> } | undefined;
  #sorted: readonly ChannelMessage[] = [];

  constructor(options: ChannelLogOptions, channel: string) {
    this.#options = options;
    this.#channel = channel;
  }

  /** Posted messages, the oldest first. @throws Refusal */
  async messages(): Promise<readonly ChannelMessage[]> {
    const { now } = this.#options;
    if (!this.#held || this.#held.at <= now() - heldMs) {
      const before = this.#held?.done.catch(() => undefined) ?? Promise.resolve();
      const done = before.then(() => this.#read());
      const held = { at: now(), done };
      this.#held = held;
      done.catch(() => {
        if (this.#held === held) this.#held = undefined;
      });
    }
    await this.#held.done;
    return this.#sorted;
  }

  /** It is read again when someone asks. */
  forget(): void {
    if (this.#held) this.#held = { at: 0, done: this.#held.done };
  }

  async #read(): Promise<void> {
    const { ask } = this.#options;
    const since = this.#changedAt;
    const changed =
      since === undefined
        ? {}
        : { 'filter[cmp-last-modified-time]': [`>=${new Date(since - overlapMs).toISOString()}`] };
    for (let page = 0; page < maxPages; page += 1) {
      const query = {
        'channel-id': this.#channel,
        'page[limit]': String(pageSize),
        'page[offset]': String(page * pageSize),
        ...changed,
      };
      const { data } = await ask(listMessagingMessages, { query });
      for (const message of data.map(messageOf)) {
        this.#messages.set(message.id, message);
        this.#changedAt = Math.max(this.#changedAt ?? 0, message.changedAt ?? message.at ?? 0);
      }
      if (data.length < pageSize) break;
    }
    this.#sorted = [...this.#messages.values()]
      .filter(({ isDraft }) => !isDraft)
      .toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0) || (one.id < other.id ? -1 : 1));
  }
}
