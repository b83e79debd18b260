import type { Database, Statements } from '../../../data/database.ts';
import type { Seal } from '../../sessions/sealed.ts';
import { DismissedAnswers } from '../todos/dismissed-answers.ts';
import { BroughtStore } from './bringing/brought-store.ts';
import { ContactStore } from './contacts.ts';
import { DeliveryStore } from './deliveries.ts';
import { LinkStore } from './links.ts';

/** What the gateway knows of an organisation's clients beyond what the system says. In the store of connections. */
export class ClientStore {
  readonly links: LinkStore;
  readonly contacts: ContactStore;
  readonly deliveries: DeliveryStore;
  readonly dismissed: DismissedAnswers;
  readonly brought: BroughtStore;

  /** @param now clock in ms since the epoch. */
  constructor(database: Database, seal: Seal, now: () => number) {
    this.links = new LinkStore(database, now);
    this.contacts = new ContactStore(database, seal, now);
    this.deliveries = new DeliveryStore(database, now);
    this.dismissed = new DismissedAnswers(database, now);
    this.brought = new BroughtStore(database, now);
  }

  /** Deletes everything of a connection that is gone. */
  async delete(within: Statements, organisation: string): Promise<void> {
    const stores = [this.links, this.contacts, this.deliveries, this.dismissed, this.brought];
    for (const store of stores) await store.delete(within, organisation);
  }

  /** Forgets what is old. */
  async prune(): Promise<void> {
    await Promise.all([this.contacts.prune(), this.deliveries.prune(), this.dismissed.prune()]);
  }
}
