import { GrowingList, type GrowingListOptions, type Part } from './growing-list.ts';

interface Dated {
  readonly id: string;
  /** In ms since the epoch. */
  readonly at: number | undefined;
}

export interface Known<T> {
  /** The newest first. */
  readonly rows: readonly T[];
  readonly isComplete: boolean;
}

export interface NewestFirstOptions<T> extends Omit<GrowingListOptions<T>, 'read'> {
  /** Of an organisation of the system. @throws Refusal */
  readonly read: (organization: string, part: Part) => Promise<readonly T[]>;
}

/** The same list of several organisations, as one. */
export class NewestFirst<T extends Dated> {
  readonly #options: NewestFirstOptions<T>;
  readonly #lists = new Map<string, GrowingList<T>>();
  #sorted: { readonly key: string; readonly known: Known<T> } | undefined;

  constructor(options: NewestFirstOptions<T>) {
    this.#options = options;
  }

  /** What is known so far. @throws Refusal */
  async known(organizations: readonly string[]): Promise<Known<T>> {
    const grown = await Promise.all(organizations.map((id) => this.#listOf(id).grown()));
    const isComplete = grown.every((one) => one.isComplete);
    const key = [...organizations, ...grown.map(({ version }) => version), isComplete].join(' ');
    if (this.#sorted?.key !== key) {
      const rows = grown.flatMap((one) => [...one.rows.values()]);
      rows.sort((one, other) => (other.at ?? 0) - (one.at ?? 0) || (one.id < other.id ? -1 : 1));
      this.#sorted = { key, known: { rows, isComplete } };
    }
    return this.#sorted.known;
  }

  #listOf(organization: string): GrowingList<T> {
    const known = this.#lists.get(organization);
    if (known) return known;
    const { read, ...options } = this.#options;
    const list = new GrowingList({ ...options, read: (part) => read(organization, part) });
    this.#lists.set(organization, list);
    return list;
  }

  /** Someone here has changed something: it is read again when someone asks. */
  forget(): void {
    this.#lists.clear();
    this.#sorted = undefined;
  }
}
