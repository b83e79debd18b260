import { courier } from '#contract/courier/system.ts';
import { emailKey } from '#contract/email.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import type { Member } from '../../elevation/members.ts';
import { refusal } from '../../http/refusal.ts';
import { type AskCompany, companyOf } from '../conversations/company.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Viewer } from '../conversations/sights.ts';
import { type BytesSource, withKey } from '../media/ask-bytes.ts';
import type { OfferedSystem } from '../offered.ts';
import type { ConnectionStore } from '../store.ts';
import type { SystemClients } from '../system-clients.ts';
import { clientAddresses } from './desk-clients.ts';
import { People } from './people.ts';

export interface CourierOptions extends SystemClients {
  readonly offered: readonly OfferedSystem[];
  readonly store: ConnectionStore;
  /** Who may read what at Claritalk, and see whom at Chat2Desk. */
  readonly conversations: Conversations;
  readonly now?: () => number;
}

/** What one person may see of their company at Courier. */
export interface CourierSight {
  /** Admins see everything, and everyone where an admin has opened the connection. */
  readonly everything: boolean;
  /** UUID of the individual that the person is there. */
  readonly individual: string | undefined;
  /** Whether some of their meetings are still to be looked at. */
  readonly isChecking: boolean;
  /**
   * Someone who attended a meeting that they may read, a client whom they may see at Chat2Desk, by the same address, or
   * they themselves.
   */
  knows(individual: string | undefined): boolean;
}

const maxHeld = 1_000;

/** The companies of all organisations that are connected to Courier, and who may see what of them. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #offered: OfferedSystem | undefined;
  /** By organisation, each with the version of the connection that they were read through. */
  readonly #people = new Map<string, { readonly version: number; readonly people: People }>();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#offered = options.offered.find(({ system }) => system.id === courier.id);
  }

  get isOffered(): boolean {
    return this.#offered !== undefined;
  }

  /** Asks an organisation's company with its key. */
  askOf(organisation: string): AskCompany {
    if (!this.#offered) throw new Error(`${courier.id} is not offered`);
    return companyOf({ ...this.#options, offered: this.#offered }, organisation);
  }

  /** Asks for a file with an organisation's key. @throws Refusal */
  async withKey<T>(
    organisation: string,
    row: ConnectedOperation,
    task: (source: BytesSource) => Promise<T>,
  ): Promise<T> {
    if (!this.#offered) throw refusal('not-connected', { system: courier.name });
    return withKey(this.#options, this.#offered, organisation, row, task);
  }

  async peopleOf(organisation: string): Promise<People> {
    const { store, now = Date.now } = this.#options;
    const version = (await store.find(organisation, courier.id))?.version ?? 0;
    const held = this.#people.get(organisation);
    // Another key may open another company.
    if (held?.version === version) return held.people;
    const people = new People(this.askOf(organisation), now);
    this.#people.delete(organisation);
    this.#people.set(organisation, { version, people });
    const [oldest] = this.#people.keys();
    if (oldest !== undefined && this.#people.size > maxHeld) this.#people.delete(oldest);
    return people;
  }

  /** @throws Refusal */
  async sightOf(viewer: Viewer): Promise<CourierSight> {
    const { member, sessionId, accessToken } = viewer;
    const { store, conversations } = this.#options;
    const { organisation } = member;
    const individual = await this.individualOf(member);
    if (member.isAdmin || (await store.find(organisation, courier.id))?.isOpen) {
      return { everything: true, individual, isChecking: false, knows: () => true };
    }
    const [may, { byIndividual }, clients] = await Promise.all([
      conversations.readable.of({ sessionId, accessToken, organisation }),
      this.#everyone(organisation),
      clientAddresses(conversations, store, viewer),
    ]);
    return {
      everything: false,
      individual,
      isChecking: !may.isComplete,
      knows(id) {
        const person = id === undefined ? undefined : byIndividual.get(id);
        if (person === undefined) return false;
        if (id === individual) return true;
        const address = person.email && emailKey(person.email);
        return address !== undefined && (may.emails.has(address) || clients.has(address));
      },
    };
  }

  /** Whom an admin linked them to, or who alone has exactly their e-mail address. @throws Refusal */
  async individualOf({ organisation, uuid, email }: Member): Promise<string | undefined> {
    const linked = await this.#options.store.link(organisation, courier.id, uuid);
    if (linked !== undefined || email === '') return linked;
    return (await this.#everyone(organisation)).byEmail.get(emailKey(email))?.individual;
  }

  async #everyone(organisation: string): ReturnType<People['all']> {
    return (await this.peopleOf(organisation)).all();
  }
}
