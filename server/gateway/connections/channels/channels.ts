import { courier as system } from '#contract/courier/system.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import type { Notices } from '../../../data/notices.ts';
import { refusal } from '../../http/refusal.ts';
import { hidden, type Viewer } from '../conversations/sights.ts';
import type { Courier, CourierSight } from '../courier/courier.ts';
import { type AskedBytes, askBytes, type BytesSource } from '../media/ask-bytes.ts';
import type { ConnectionStore } from '../store.ts';
import { ChannelBook } from './channel-book.ts';
import type { Channel } from './wire.ts';

export interface ChannelsOptions {
  readonly store: ConnectionStore;
  readonly courier: Courier;
  readonly notices: Notices;
  readonly now?: () => number;
}

/** What one person may see of their company's channels. */
export interface ChannelSight {
  readonly everything: boolean;
  /** UUID of the individual that the person is there. */
  readonly individual: string | undefined;
  readonly isChecking: boolean;
  sees(channel: Channel): boolean;
}

const maxBooks = 1_000;

/** The channels of all organisations that are connected to Courier, and who may see which. */
export class Channels {
  readonly #options: ChannelsOptions;
  /** By organisation, each with the version of the connection that it was read through. */
  readonly #books = new Map<string, { readonly version: number; readonly book: ChannelBook }>();

  constructor(options: ChannelsOptions) {
    this.#options = options;
  }

  async isConnected(organisation: string): Promise<boolean> {
    const { courier, store } = this.#options;
    return courier.isOffered && (await store.find(organisation, system.id)) !== undefined;
  }

  /** Everything is read again when someone asks. */
  forget(): void {
    this.#books.clear();
  }

  /** @throws Refusal where there is none. */
  async bookOf(organisation: string): Promise<ChannelBook> {
    const { store, courier, notices, now = Date.now } = this.#options;
    await notices.upToDate();
    const stored = courier.isOffered ? await store.find(organisation, system.id) : undefined;
    if (!stored) throw refusal('not-connected', { system: system.name });
    const { version } = stored;
    const held = this.#books.get(organisation);
    // Another key may open another company.
    if (held?.version === version) return held.book;
    const book = new ChannelBook({ ask: courier.askOf(organisation), now });
    this.#books.delete(organisation);
    this.#books.set(organisation, { version, book });
    const [oldest] = this.#books.keys();
    if (oldest !== undefined && this.#books.size > maxBooks) this.#books.delete(oldest);
    return book;
  }

  /**
   * Decides who may see which channel. Admins see those of all clients; a member sees one that they are in, or whose
   * clients all are people whom they may see: of several, none may be a stranger. @throws Refusal
   */
  async sightOf(viewer: Viewer): Promise<ChannelSight> {
    const book = await this.bookOf(viewer.member.organisation);
    const sight: CourierSight = await this.#options.courier.sightOf(viewer);
    const { everything, individual, isChecking } = sight;
    const isIn = ({ subscribers }: Channel) => subscribers.some(({ id }) => id === individual);
    return {
      everything,
      individual,
      isChecking,
      sees: (channel) =>
        everything || isIn(channel) || book.clientsOf(channel).every(({ id }) => sight.knows(id)),
    };
  }

  /** Returns a channel that a person may see. What they may not see is, to them, not there. @throws Refusal */
  async channel(viewer: Viewer, id: string): Promise<{ channel: Channel; sight: ChannelSight }> {
    const sight = await this.sightOf(viewer);
    const book = await this.bookOf(viewer.member.organisation);
    const channel = await book.channel(id.toLowerCase());
    if (!channel || !sight.sees(channel)) throw hidden();
    return { channel, sight };
  }

  /** @throws Refusal for a message of a channel that a person may not see, and for what does not exist alike. */
  async mustSeeMessage(viewer: Viewer, message: string): Promise<void> {
    const book = await this.bookOf(viewer.member.organisation);
    const channel = await book.channelOfMessage(message.toLowerCase());
    if (channel === undefined) throw hidden();
    await this.channel(viewer, channel);
  }

  /** Asks for a file of a channel; undefined where there is none. @throws Refusal */
  bytes(
    organisation: string,
    row: ConnectedOperation,
    id: string,
    asked: Omit<AskedBytes, 'accept'>,
  ): ReturnType<typeof askBytes> {
    const ask = (source: BytesSource) => askBytes(source, id, { accept: '*/*', ...asked });
    return this.#options.courier.withKey(organisation, row, ask);
  }

  /** Someone here has changed something, or may have. @param channel its id, where that is known */
  wrote(organisation: string, channel: string | undefined): void {
    void this.#books
      .get(organisation)
      ?.book.changed(channel)
      .catch(() => undefined);
  }
}
