import { listClients } from '#contract/chat2desk/clients.ts';
import { allPages } from '../all-pages.ts';
import type { AskCompany } from '../company.ts';
import { idOf } from '../wire.ts';

export interface TaggedClientsOptions {
  readonly ask: AskCompany;
  /** Whether the system reports what happens. */
  readonly isLive: () => Promise<boolean>;
  readonly now: () => number;
}

interface Held {
  readonly at: number;
  readonly found: Promise<ReadonlySet<number>>;
}

/** Where each change is reported: reading all tags again costs a request for each of them. */
const heldLiveMs = 6 * 60 * 60_000;
const heldMs = 30_000;
const atATime = 4;

/**
 * Which clients have which tags. The system says of no client which tags they have, so the clients of each tag are read,
 * when someone asks first and after the tag was given or taken away.
 */
export class TaggedClients {
  readonly #options: TaggedClientsOptions;
  readonly #held = new Map<number, Held>();

  constructor(options: TaggedClientsOptions) {
    this.#options = options;
  }

  /** Ids of clients with a tag. @throws Refusal */
  async with(tag: number): Promise<ReadonlySet<number>> {
    const { now } = this.#options;
    const isLive = await this.#options.isLive();
    const held = this.#held.get(tag);
    if (held && held.at > now() - (isLive ? heldLiveMs : heldMs)) return held.found;
    const found = this.#read(tag);
    const holding = { at: now(), found };
    this.#held.set(tag, holding);
    found.catch(() => {
      if (this.#held.get(tag) === holding) this.#held.delete(tag);
    });
    return found;
  }

  /** Returns those of the tags that a client has. @throws Refusal */
  async tagsOf<T extends { readonly id: number }>(client: number, tags: readonly T[]): Promise<readonly T[]> {
    const found: T[] = [];
    for (let at = 0; at < tags.length; at += atATime) {
      const some = tags.slice(at, at + atATime);
      const sets = await Promise.all(some.map(({ id }) => this.with(id)));
      found.push(...some.filter((_, index) => sets[index]?.has(client)));
    }
    return found;
  }

  /** A tag was given to someone or taken away; undefined: it is not known which. */
  forget(tag: number | undefined): void {
    if (tag === undefined) this.#held.clear();
    else this.#held.delete(tag);
  }

  async #read(tag: number): Promise<ReadonlySet<number>> {
    const { ask } = this.#options;
    const tagged = await allPages((page) => ask(listClients, { query: { tags: String(tag), ...page } }));
    return new Set(tagged.flatMap(({ id }) => idOf(id) ?? []));
  }
}
