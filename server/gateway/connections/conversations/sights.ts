import { emailKey } from '#contract/email.ts';
import type { Member } from '../../elevation/members.ts';
import { refusal } from '../../http/refusal.ts';
import type { Inbox } from './inbox.ts';
import type { ClientLink, LinkStore } from './links.ts';
import type { Client } from './read-clients.ts';
import type { Dialog } from './read-dialogs.ts';
import type { Readable, ReadableMeetings } from './readable.ts';
import { idOf } from './wire.ts';

/** A signed-in person. */
export interface Viewer {
  readonly member: Member;
  readonly sessionId: string;
  readonly accessToken: string;
}

/** What one person may see of their company's conversations. */
export interface Sight {
  /** Admins see everything, and everyone where an admin has opened the connection. */
  readonly everything: boolean;
  /** The person’s own operator. */
  readonly operator: number | undefined;
  /** Whether some of their meetings are still to be looked at. */
  readonly isChecking: boolean;
  /** A client who is linked to something that they may read. */
  knows(client: number | undefined): boolean;
  sees(dialog: Dialog): boolean;
  /** A meeting or dossier that they may read. */
  reads(link: Linkable): boolean;
}

type Linkable = Pick<ClientLink, 'kind' | 'id'>;

export interface SightsOptions {
  readonly readable: Pick<ReadableMeetings, 'of'>;
  readonly links: Pick<LinkStore, 'all'>;
  readonly inboxOf: (organisation: string) => Promise<Inbox>;
  /** Whether an admin has opened the connection to all members. */
  readonly isOpen: (organisation: string) => Promise<boolean>;
  /** The operator that an admin linked a person to. */
  readonly linkOf: (organisation: string, person: string) => Promise<string | undefined>;
}

/**
 * Decides who may see which conversation. The key opens the whole company; a member sees a conversation only if its
 * client attended a meeting that they may read, or was linked by hand to one or to a dossier, or if it is assigned to
 * their own operator.
 */
export class Sights {
  readonly #options: SightsOptions;

  constructor(options: SightsOptions) {
    this.#options = options;
  }

  /** @throws Refusal */
  async of({ member, sessionId, accessToken }: Viewer): Promise<Sight> {
    const { inboxOf, isOpen, readable } = this.#options;
    const { organisation } = member;
    const inbox = await inboxOf(organisation);
    const operator = await this.operatorOf(member);
    if (member.isAdmin || (await isOpen(organisation))) {
      const yes = () => true;
      return { everything: true, operator, isChecking: false, knows: yes, sees: yes, reads: yes };
    }
    const [may, clients, links] = await Promise.all([
      readable.of({ sessionId, accessToken, organisation }),
      inbox.clients(),
      this.#options.links.all(organisation),
    ]);
    const knows = (id: number | undefined): boolean => {
      const client = id === undefined ? undefined : clients.get(id);
      if (!client) return false;
      return attended(client, may) || (links.get(client.id) ?? []).some((link) => mayRead(may, link));
    };
    return {
      everything: false,
      operator,
      isChecking: !may.isComplete,
      knows,
      sees: (dialog) => knows(dialog.client) || (operator !== undefined && dialog.operator === operator),
      reads: (link) => mayRead(may, link),
    };
  }

  /** Returns a conversation that a person may see. What they may not see is, to them, not there. @throws Refusal */
  async dialog(viewer: Viewer, id: number): Promise<{ readonly dialog: Dialog; readonly sight: Sight }> {
    const inbox = await this.#options.inboxOf(viewer.member.organisation);
    const sight = await this.of(viewer);
    const dialog = await inbox.dialog(id);
    if (!dialog || !sight.sees(dialog)) throw hidden();
    return { dialog, sight };
  }

  /** Whether someone may know that something happened. @throws Refusal */
  async mayKnow(viewer: Viewer, about: string, id: number | undefined): Promise<boolean> {
    const { isOpen, inboxOf } = this.#options;
    const { isAdmin, organisation } = viewer.member;
    if (isAdmin || (await isOpen(organisation))) return true;
    if (id === undefined) return false;
    if (about === 'client') return (await this.of(viewer)).knows(id);
    if (about !== 'dialog') return false;
    const sight = await this.of(viewer);
    const dialog = await (await inboxOf(organisation)).dialog(id);
    return dialog !== undefined && sight.sees(dialog);
  }

  /** Whom an admin linked them to, or who has exactly their e-mail address. @throws Refusal */
  async operatorOf({ organisation, uuid, email }: Member): Promise<number | undefined> {
    const linked = await this.#options.linkOf(organisation, uuid);
    if (linked !== undefined) return idOf(linked);
    const { operators } = await (await this.#options.inboxOf(organisation)).around();
    return email === '' ? undefined : operators.find((one) => one.email === emailKey(email))?.id;
  }
}

/** The same for what is not there: nobody learns by guessing which conversations exist. */
export const hidden = () => refusal('conversation-hidden', {});

/** By exact e-mail address, or the same id in the CRM. */
const attended = ({ emails, relations }: Client, may: Readable): boolean =>
  emails.some((email) => may.emails.has(email)) || relations.some((id) => may.relations.has(id));

export const mayRead = (may: Readable, { kind, id }: Linkable): boolean =>
  kind === 'meeting' ? may.meetings.has(id.toLowerCase()) : may.dossiers.has(id);
