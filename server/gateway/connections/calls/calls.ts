import { createVoiceConference } from '#contract/courier/calls.ts';
import { downloadVoiceRecording } from '#contract/courier/telephone.ts';
import type { Notices } from '../../../data/notices.ts';
import { refusal } from '../../http/refusal.ts';
import { type AskCompany, companyOf } from '../conversations/company.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Viewer } from '../conversations/sights.ts';
import { type AskedBytes, askBytes, type BytesSource, withKey } from '../media/ask-bytes.ts';
import type { OfferedSystem } from '../offered.ts';
import type { ConnectionStore } from '../store.ts';
import type { SystemClients } from '../system-clients.ts';
import { CallBook, type WholeCall } from './call-book.ts';
import { type CallSight, CallSights, callSystem, hiddenCall } from './call-sights.ts';
import { CallMeetings } from './meetings/call-meetings.ts';
import { openSound, type RecordedSound } from './meetings/recorded-sound.ts';

export interface CallsOptions extends SystemClients {
  readonly offered: readonly OfferedSystem[];
  readonly store: ConnectionStore;
  readonly conversations: Conversations;
  readonly notices: Notices;
  /** Clock in ms. */
  readonly now?: () => number;
}

const maxBooks = 1_000;

/** The calls of all organisations that have some, who may see them, and the meetings that they became. */
export class Calls {
  readonly sights: CallSights;
  readonly meetings: CallMeetings;
  readonly now: () => number;
  readonly #options: CallsOptions;
  readonly #offered: OfferedSystem | undefined;
  /** By organisation, each with the version of the connection that it was read through. */
  readonly #books = new Map<string, { readonly version: number; readonly book: CallBook }>();

  constructor(options: CallsOptions) {
    const { store, conversations, now = () => Date.now() } = options;
    this.#options = options;
    this.now = now;
    this.#offered = options.offered.find(({ system }) => system.id === callSystem);
    this.meetings = new CallMeetings(store.calls);
    this.sights = new CallSights({
      store,
      conversations,
      bookOf: (organisation) => this.bookOf(organisation),
    });
  }

  /** Asks an organisation's company with its key. @throws Refusal where nobody has one */
  askOf(organisation: string): AskCompany {
    return companyOf({ ...this.#options, offered: this.#known() }, organisation);
  }

  /** Someone here has changed something, or may have. */
  wrote(organisation: string, operation: string): void {
    if (operation === createVoiceConference.name) this.#books.get(organisation)?.book.conferencesChanged();
  }

  /** Everything is read again when someone asks. */
  forget(): void {
    this.#books.clear();
  }

  /** @throws Refusal */
  async bookOf(organisation: string): Promise<CallBook> {
    const offered = this.#known();
    await this.#options.notices.upToDate();
    const stored = await this.#options.store.find(organisation, callSystem);
    if (!stored) throw refusal('not-connected', { system: offered.system.name });
    const { version } = stored;
    const held = this.#books.get(organisation);
    // Another key may open another company.
    if (held?.version === version) return held.book;
    const book = new CallBook({ ask: this.askOf(organisation), now: this.now });
    this.#books.delete(organisation);
    this.#books.set(organisation, { version, book });
    const [oldest] = this.#books.keys();
    if (oldest !== undefined && this.#books.size > maxBooks) this.#books.delete(oldest);
    return book;
  }

  /** A call that someone may see. What they may not see is, to them, not there. @throws Refusal */
  async visible(viewer: Viewer, id: string): Promise<WholeCall & { readonly sight: CallSight }> {
    const book = await this.bookOf(viewer.member.organisation);
    const [sight, found] = await Promise.all([this.sights.of(viewer), book.call(id.toLowerCase())]);
    if (!found || !sight.sees(found.call)) throw hiddenCall();
    return { ...found, sight };
  }

  /** Begins to fetch the sound of a call; undefined where there is none. @throws Refusal */
  sound(organisation: string, call: string): Promise<RecordedSound | undefined> {
    return this.#asking(organisation, (source) => openSound(source, call));
  }

  /** Asks for the bytes of a sound; undefined where there is none. @throws Refusal */
  soundBytes(
    organisation: string,
    call: string,
    asked: Omit<AskedBytes, 'accept'>,
  ): ReturnType<typeof askBytes> {
    return this.#asking(organisation, (source) => askBytes(source, call, { accept: 'audio/*', ...asked }));
  }

  /** @throws Refusal */
  async #asking<T>(organisation: string, task: (source: BytesSource) => Promise<T>): Promise<T> {
    return withKey(this.#options, this.#known(), organisation, downloadVoiceRecording, task);
  }

  /** @throws Refusal */
  #known(): OfferedSystem {
    if (!this.#offered) throw refusal('not-connected', { system: callSystem });
    return this.#offered;
  }
}
