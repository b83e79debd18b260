import { getClient, listClients } from '#contract/chat2desk/clients.ts';
import { getDialog, listDialogs, listUnansweredDialogs } from '#contract/chat2desk/dialogs.ts';
import type { QueryOf } from '#contract/operation.ts';
import { Refusal } from '../../http/refusal.ts';
import { allPages } from './all-pages.ts';
import { TaggedClients } from './changes/tagged-clients.ts';
import type { AskCompany } from './company.ts';
import { type CompanyLists, readCompanyLists } from './company-lists.ts';
import { type Client, clientOf } from './read-clients.ts';
import { type Dialog, dialogOf } from './read-dialogs.ts';
import { dataOf, idOf } from './wire.ts';

export interface InboxOptions {
  readonly ask: AskCompany;
  /** Whether the system reports what happens: then nothing has to be read again to be sure. */
  readonly isLive: () => Promise<boolean>;
  readonly now: () => number;
}

/** Where everything is reported, in case something was missed. */
const heldLiveMs = 15 * 60_000;
const heldMs = 30_000;
const heldAroundMs = 10 * 60_000;
const missingMs = 60_000;
const maxMissing = 10_000;
/** After that many changes everything is read again. */
const maxChanged = 50;

type Part = 'open' | 'closed' | 'clients';

interface Held {
  readonly at: number;
  readonly done: Promise<void>;
}

/**
 * The conversations of a company, in memory: the system's own list can neither be searched nor put in order. It is read
 * when someone asks first, and what the system reports is read again, each conversation by itself.
 */
export class Inbox {
  readonly tagged: TaggedClients;
  readonly #options: InboxOptions;
  readonly #dialogs = new Map<number, Dialog>();
  readonly #clients = new Map<number, Client>();
  readonly #held = new Map<Part, Held>();
  /** Conversations whose client waits for an answer, and since when. */
  readonly #waiting = new Map<number, number | undefined>();
  /** Ids that the system does not know, and until when that is assumed. */
  readonly #missing = new Map<number, number>();
  readonly #changedDialogs = new Set<number>();
  readonly #changedClients = new Set<number>();
  #around: { readonly at: number; readonly found: Promise<CompanyLists> } | undefined;
  #renewing: Promise<void> = Promise.resolve();

  constructor(options: InboxOptions) {
    this.#options = options;
    this.tagged = new TaggedClients(options);
  }

  /** The system reported something about a conversation or a client. */
  changed(about: string, id: number | undefined): void {
    if (id === undefined) return;
    if (about === 'dialog') {
      this.#missing.delete(id);
      this.#changedDialogs.add(id);
    }
    if (about === 'client') this.#changedClients.add(id);
    if (this.#changedDialogs.size + this.#changedClients.size > maxChanged) this.forget();
  }

  /** Channels, tags, operators or groups are others now. */
  aroundChanged(): void {
    this.#around = undefined;
  }

  /** Everything is read again when someone asks. */
  forget(): void {
    this.#held.clear();
    this.#changedDialogs.clear();
    this.#changedClients.clear();
  }

  /** Conversations that are open, or all; as the system has them now. @throws Refusal */
  async dialogs(withClosed: boolean): Promise<readonly Dialog[]> {
    await Promise.all([this.#need('open'), this.#need('clients'), withClosed && this.#need('closed')]);
    await this.#renew();
    return [...this.#dialogs.values()];
  }

  /** @returns undefined when there is none. @throws Refusal */
  async dialog(id: number): Promise<Dialog | undefined> {
    await Promise.all([this.#need('open'), this.#need('clients')]);
    if (!this.#dialogs.has(id) && !this.#isMissing(id)) this.#changedDialogs.add(id);
    await this.#renew();
    return this.#dialogs.get(id);
  }

  /** Conversations that were read before. */
  known(): readonly Dialog[] {
    return [...this.#dialogs.values()];
  }

  /** All clients, by id. @throws Refusal */
  async clients(): Promise<ReadonlyMap<number, Client>> {
    await this.#need('clients');
    await this.#renew();
    return this.#clients;
  }

  /** Since when the client of a conversation waits; undefined where nobody waits. */
  waits({ id }: Dialog): { readonly since: number | undefined } | undefined {
    return this.#waiting.has(id) ? { since: this.#waiting.get(id) } : undefined;
  }

  /** @throws Refusal */
  around(): Promise<CompanyLists> {
    const now = this.#options.now();
    if (this.#around && this.#around.at > now - heldAroundMs) return this.#around.found;
    const found = readCompanyLists(this.#options.ask);
    this.#around = { at: now, found };
    found.catch(() => {
      if (this.#around?.found === found) this.#around = undefined;
    });
    return found;
  }

  async #need(part: Part): Promise<void> {
    const { now } = this.#options;
    const isLive = await this.#options.isLive();
    const held = this.#held.get(part);
    const age = held ? now() - held.at : Number.POSITIVE_INFINITY;
    if (held && age < (isLive ? heldLiveMs : heldMs)) return held.done;
    const done = part === 'clients' ? this.#readClients() : this.#readDialogs(part);
    this.#held.set(part, { at: now(), done });
    done.catch(() => {
      if (this.#held.get(part)?.done === done) this.#held.delete(part);
    });
    // What is reported is there already: nobody waits while everything is read again.
    return held && isLive && age < 2 * heldLiveMs ? held.done : done;
  }

  async #readDialogs(state: 'open' | 'closed'): Promise<void> {
    const { ask } = this.#options;
    const wire = await allPages((page) => ask(listDialogs, { query: { state, order: 'desc', ...page } }));
    for (const { id, isOpen } of this.#dialogs.values())
      if (isOpen === (state === 'open')) this.#dialogs.delete(id);
    for (const one of wire) this.#keep(dialogOf(one));
    if (state === 'open') await this.#readWaiting();
  }

  async #readClients(): Promise<void> {
    const { ask } = this.#options;
    const wire = await allPages((page) => ask(listClients, { query: page }));
    this.#clients.clear();
    for (const one of wire) this.#keepClient(clientOf(one));
  }

  /** The system knows who waits: what came last may be an automatic reply, or a comment. */
  async #readWaiting(): Promise<void> {
    const query: QueryOf<typeof listUnansweredDialogs> = { limit: 1 };
    const { ids } = dataOf(await this.#options.ask(listUnansweredDialogs, { query }));
    const unanswered = new Set((ids ?? []).flatMap((id) => idOf(id) ?? []));
    for (const dialog of this.#dialogs.values()) {
      // It counts only who has waited for a second.
      if (unanswered.has(dialog.id) || wroteLast(dialog)) this.#wait(dialog);
      else this.#waiting.delete(dialog.id);
    }
  }

  /** Whoever writes twice waits since the first time. */
  #wait({ id, last }: Dialog): void {
    if (!this.#waiting.has(id)) this.#waiting.set(id, last?.at);
  }

  /** Reads what changed since it was read last. Those who ask at the same time wait for the same. */
  #renew(): Promise<void> {
    if (this.#changedDialogs.size + this.#changedClients.size === 0) return this.#renewing;
    const dialogs = [...this.#changedDialogs];
    const clients = [...this.#changedClients];
    this.#changedDialogs.clear();
    this.#changedClients.clear();
    const work = this.#renewing.catch(() => undefined).then(() => this.#readChanged(dialogs, clients));
    work.catch(() => {
      for (const id of dialogs) this.#changedDialogs.add(id);
      for (const id of clients) this.#changedClients.add(id);
    });
    this.#renewing = work;
    return work;
  }

  async #readChanged(dialogs: readonly number[], clients: readonly number[]): Promise<void> {
    const { ask } = this.#options;
    const params = (id: number) => ({ params: { id: String(id) } });
    const readDialog = async (id: number) => {
      const wire = await orMissing(ask(getDialog, params(id)));
      const dialog = wire && dialogOf(dataOf(wire));
      if (dialog) this.#keep(dialog);
      else this.#lose(id);
      const { client } = dialog ?? {};
      if (client !== undefined && !this.#clients.has(client)) await readClient(client);
    };
    const readClient = async (id: number) => {
      const wire = await orMissing(ask(getClient, params(id)));
      if (wire) this.#keepClient(clientOf(dataOf(wire)));
      else this.#clients.delete(id);
    };
    await Promise.all([...dialogs.map(readDialog), ...clients.map(readClient)]);
    if (dialogs.length === 0) return;
    await this.#readWaiting();
    // Behind an automatic reply of this moment someone may wait whom the system does not count yet.
    const recently = this.#options.now() - 2_000;
    for (const id of dialogs) {
      const last = this.#dialogs.get(id)?.last;
      const isReply = last?.type === 'autoreply' || last?.type === 'system';
      if (isReply && (last?.at ?? 0) >= recently) this.#changedDialogs.add(id);
    }
  }

  /** Guessing ids does not use up the company's quota: what does not exist is asked for once. */
  #lose(id: number): void {
    this.#dialogs.delete(id);
    if (this.#missing.size >= maxMissing) this.#missing.clear();
    this.#missing.set(id, this.#options.now() + missingMs);
  }

  #isMissing(id: number): boolean {
    return (this.#missing.get(id) ?? 0) > this.#options.now();
  }

  #keep(dialog: Dialog | undefined): void {
    if (!dialog) return;
    // An answer without a last message does not say whose conversation it is.
    const client = dialog.client ?? this.#dialogs.get(dialog.id)?.client;
    this.#dialogs.set(dialog.id, { ...dialog, client });
  }

  #keepClient(client: Client | undefined): void {
    if (client) this.#clients.set(client.id, client);
  }
}

const wroteLast = ({ isOpen, last }: Dialog) => isOpen && last?.type === 'from_client';

/** Returns undefined for what the system does not have. @throws Refusal for everything else. */
export async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const code = error instanceof Refusal ? error.reason?.code : undefined;
    if (code === 'upstream-refused' || code === 'path-or-item-unknown') return undefined;
    throw error;
  }
}
