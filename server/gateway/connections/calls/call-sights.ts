import { emailKey } from '#contract/email.ts';
import type { Member } from '../../elevation/members.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { conversationSystem } from '../conversations/conversations.ts';
import type { Client } from '../conversations/read-clients.ts';
import type { Viewer } from '../conversations/sights.ts';
import type { ConnectionStore } from '../store.ts';
import type { CallBook } from './call-book.ts';
import type { Named, People } from './people.ts';
import { type Call, phoneKey } from './wire.ts';

/** The system whose calls are listed here. */
export const callSystem = 'courier';

/** What one person may see of their company's calls. */
export interface CallSight {
  /** Admins see everything, and everyone where an admin has opened the connection. */
  readonly everything: boolean;
  /** Who they are at the system. */
  readonly individual: string | undefined;
  /** Their user there. */
  readonly user: string | undefined;
  /** Whether more may become visible: not everything has been looked at. */
  readonly isChecking: boolean;
  sees(call: Call): boolean;
  /** Whether they may see calls with someone. */
  seesPerson(named: Named): boolean;
  /** Whether a meeting may be theirs to read; of admins it is assumed. */
  reads(meeting: string): boolean;
}

export interface CallSightsOptions {
  readonly store: ConnectionStore;
  readonly conversations: Conversations;
  readonly bookOf: (organisation: string) => Promise<CallBook>;
}

/**
 * Decides who may see which call. The key opens the whole company; a member sees a call only if its caller attended a
 * meeting that they may read, is a client whose conversations they see, or is themselves; or if it became such a meeting.
 */
export class CallSights {
  readonly #options: CallSightsOptions;

  constructor(options: CallSightsOptions) {
    this.#options = options;
  }

  /** @throws Refusal */
  async of(viewer: Viewer): Promise<CallSight> {
    const { store, conversations, bookOf } = this.#options;
    const { member, sessionId, accessToken } = viewer;
    const { organisation } = member;
    const people = await (await bookOf(organisation)).people();
    const individual = await this.#individualOf(member, people);
    const user = people.of({ individual: individual ?? '' })?.id;
    const yes = () => true;
    const all = {
      everything: true,
      individual,
      user,
      isChecking: false,
      sees: yes,
      seesPerson: yes,
    } as const;
    if (member.isAdmin) return { ...all, reads: yes };
    const reading = conversations.readable.of({ sessionId, accessToken, organisation });
    if ((await store.find(organisation, callSystem))?.isOpen) {
      const { meetings } = await reading;
      return { ...all, reads: (meeting) => meetings.has(meeting.toLowerCase()) };
    }
    const [may, clients, made] = await Promise.all([
      reading,
      this.#clientsOf(viewer),
      store.calls.all(organisation),
    ]);
    const reads = (meeting: string) => may.meetings.has(meeting.toLowerCase());
    const seesPerson = (named: Named) => {
      const email = people.of(named)?.email;
      const isOwn = individual !== undefined && named.individual === individual;
      return isOwn || (email !== undefined && may.emails.has(email)) || clients?.(named) === true;
    };
    const became = (call: Call) => {
      const meeting = made.get(call.id)?.meeting;
      return meeting !== undefined && reads(meeting);
    };
    return {
      everything: false,
      individual,
      user,
      isChecking: !may.isComplete || !people.isComplete || clients === undefined,
      sees: (call) => seesPerson(call) || became(call),
      seesPerson,
      reads,
    };
  }

  /** Who someone is at the system. @throws Refusal */
  async individualOf(member: Member): Promise<string | undefined> {
    const book = await this.#options.bookOf(member.organisation);
    return this.#individualOf(member, await book.people());
  }

  /** Whom an admin linked them to, or who alone has exactly their e-mail address. */
  async #individualOf({ organisation, uuid, email }: Member, people: People): Promise<string | undefined> {
    const linked = await this.#options.store.link(organisation, callSystem, uuid);
    if (linked !== undefined) return linked;
    return email === '' ? undefined : people.withEmail(emailKey(email))?.individual;
  }

  /**
   * Tells whether a number is that of a client whose conversations they see, and of no client whose they do not.
   * Undefined where the system of conversations cannot be asked now.
   */
  async #clientsOf(viewer: Viewer): Promise<((named: Named) => boolean) | undefined> {
    const { store, conversations } = this.#options;
    const { organisation } = viewer.member;
    const stored = await store.find(organisation, conversationSystem);
    if (!conversations.system || !stored || stored.isRefused) return () => false;
    try {
      const [sight, clients] = await Promise.all([
        conversations.sights.of(viewer),
        conversations.inboxOf(organisation).then((inbox) => inbox.clients()),
      ]);
      const byPhone = Map.groupBy(
        [...clients.values()].flatMap((client) => client.phones.map((phone) => ({ client, phone }))),
        ({ phone }) => phone,
      );
      return ({ phone }) => {
        const known = byPhone.get(phoneKey(phone) ?? '') ?? [];
        return known.length > 0 && known.every(({ client }: { client: Client }) => sight.knows(client.id));
      };
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
}

/** The same for what is not there: nobody learns by guessing which calls exist. */
export const hiddenCall = () => refusal('call-hidden', {});
