import type { Notices } from '../../../data/notices.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import type { Limits } from '../../scheduling/limits.ts';
import type { OfferedSystem } from '../offered.ts';
import type { ConnectionStore } from '../store.ts';
import type { SystemClients } from '../system-clients.ts';
import { Held } from '../todos/held.ts';
import { AnsweringPages } from './answering/answering.ts';
import { noteWrite, type OwnWrite } from './changes/own-writes.ts';
import { toldTag } from './changes/told-tag.ts';
import { type AskCompany, companyOf } from './company.ts';
import { Inbox } from './inbox.ts';
import { ReadableMeetings } from './readable.ts';
import { ReadableMeeting } from './readable-meeting.ts';
import { Sights } from './sights.ts';
import { toldDelivery } from './told-delivery.ts';
import { idOf } from './wire.ts';

export interface ConversationsOptions extends SystemClients {
  readonly offered: readonly OfferedSystem[];
  readonly store: ConnectionStore;
  readonly call: ClaritalkCall;
  readonly limits: Limits;
  readonly notices: Notices;
  /** Whether deliveries are taken at all. */
  readonly isLive: boolean;
  readonly now?: () => number;
}

/** What a system has reported, in ids. */
export interface HeardChange {
  readonly about: string;
  readonly id?: number | undefined;
  readonly tag?: number | undefined;
}

const maxInboxes = 1_000;

/** The system whose conversations are listed here. */
export const conversationSystem = 'chat2desk';

/** The conversations of all organisations that have some, and who may see them. */
export class Conversations {
  readonly sights: Sights;
  /** What people may read at Claritalk. */
  readonly readable: ReadableMeetings;
  /** What was read about to-dos. */
  readonly held: Held;
  /** Who may read single meetings. */
  readonly meetings: ReadableMeeting;
  readonly answering: AnsweringPages;
  readonly #options: ConversationsOptions;
  readonly #offered: OfferedSystem | undefined;
  readonly #now: () => number;
  /** By organisation, each with the version of the connection that it was read through. */
  readonly #inboxes = new Map<string, { readonly version: number; readonly inbox: Inbox }>();

  constructor(options: ConversationsOptions) {
    const { store, call, now = Date.now } = options;
    this.#options = options;
    this.#now = now;
    this.answering = new AnsweringPages(options.notices, now);
    this.#offered = options.offered.find(({ system }) => system.id === conversationSystem);
    this.held = new Held(now);
    this.meetings = new ReadableMeeting(call, now);
    const { clients } = store;
    this.readable = new ReadableMeetings({ call, store: clients.contacts, limits: options.limits, now });
    this.sights = new Sights({
      readable: this.readable,
      links: clients.links,
      inboxOf: (organisation) => this.inboxOf(organisation),
      isOpen: async (organisation) => (await store.find(organisation, conversationSystem))?.isOpen ?? false,
      linkOf: (organisation, person) => store.link(organisation, conversationSystem, person),
    });
  }

  get system(): OfferedSystem | undefined {
    return this.#offered;
  }

  /** Asks an organisation's company with its key. */
  askOf(organisation: string): AskCompany {
    if (!this.#offered) throw new Error(`${conversationSystem} is not offered`);
    return companyOf({ ...this.#options, offered: this.#offered }, organisation);
  }

  async inboxOf(organisation: string): Promise<Inbox> {
    const { store, isLive, notices } = this.#options;
    await notices.upToDate();
    const version = (await store.find(organisation, conversationSystem))?.version ?? 0;
    const held = this.#inboxes.get(organisation);
    // Another key may open another company.
    if (held?.version === version) return held.inbox;
    const inbox = new Inbox({
      ask: this.askOf(organisation),
      isLive: async () =>
        isLive && (await store.hooks.find(organisation, conversationSystem))?.state === 'working',
      now: this.#now,
    });
    this.#inboxes.delete(organisation);
    this.#inboxes.set(organisation, { version, inbox });
    const [oldest] = this.#inboxes.keys();
    if (oldest !== undefined && this.#inboxes.size > maxInboxes) this.#inboxes.delete(oldest);
    return inbox;
  }

  /** The system has reported something. Returns what has changed with it. */
  async heard(
    organisation: string,
    about: string,
    subject: string | undefined,
    payload: unknown,
  ): Promise<HeardChange> {
    const told = toldDelivery(payload);
    if (told) await this.#options.store.clients.deliveries.note(organisation, told.dialog, told.delivery);
    return { about, id: idOf(subject), tag: toldTag(payload) };
  }

  /** What was read of something is read again when someone asks. */
  changed(organisation: string, { about, id, tag }: HeardChange): void {
    if (about === 'ticket') this.held.forget(organisation, id);
    const inbox = this.#inboxes.get(organisation)?.inbox;
    inbox?.changed(about, id);
    if (tag !== undefined) inbox?.tagged.forget(tag);
  }

  /** Everything is read again when someone asks. */
  forget(): void {
    this.#inboxes.clear();
    this.held.forgetAll();
  }

  /** Someone here has changed something, or may have. */
  wrote(organisation: string, write: OwnWrite): void {
    const inbox = this.#inboxes.get(organisation)?.inbox;
    if (inbox) noteWrite(inbox, write);
  }
}
