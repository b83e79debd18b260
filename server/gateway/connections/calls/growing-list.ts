/** A part of a list, as the system takes it. */
export interface Part {
  readonly limit: number;
  readonly offset: number;
}

export interface GrowingListOptions<T> {
  /** The newest first. @throws Refusal */
  readonly read: (part: Part) => Promise<readonly T[]>;
  readonly now: () => number;
  /** As many rows as are awaited at first. */
  readonly headSize: number;
  /** Most rows that the system gives at once. */
  readonly partSize?: number;
  /** How long the beginning counts as new, in ms: the system reports nothing. */
  readonly heldMs: number;
  /** How long nobody waits for a newer beginning, which is read behind what is known; in ms. */
  readonly staleMs?: number;
}

/** What is known of a list so far. */
export interface Grown<T> {
  readonly rows: ReadonlyMap<string, T>;
  /** Another number wherever the rows are others. */
  readonly version: number;
  /** Whether all rows are known. */
  readonly isComplete: boolean;
}

const usualPartSize = 250;
/** Of a longer list the newest rows count. */
const maxParts = 400;
/** Everything is read again from time to time. */
const heldWholeMs = 15 * 60_000;
const retryMs = 5_000;

/**
 * A list of a system in memory. Its beginning is awaited, the rest is read behind it, so that the first page of a long list
 * takes no longer than a short list.
 */
export class GrowingList<T extends { readonly id: string }> {
  readonly #options: GrowingListOptions<T>;
  #rows = new Map<string, T>();
  /** What the reading of everything has found so far. */
  #fresh: Map<string, T> | undefined;
  /** Of the reading of everything. */
  #nextPart = 0;
  #version = 0;
  #isComplete = false;
  #head: { readonly at: number; readonly done: Promise<void> } | undefined;
  #wholeDueAt = 0;

  constructor(options: GrowingListOptions<T>) {
    this.#options = options;
  }

  /** @throws Refusal where not even the beginning can be read. */
  async grown(): Promise<Grown<T>> {
    await this.#needHead();
    this.#startWhole();
    return { rows: this.#rows, version: this.#version, isComplete: this.#isComplete };
  }

  /** Its beginning is read again when someone asks. */
  forget(): void {
    this.#head = undefined;
  }

  /** Keeps a row that was read by itself. */
  put(row: T): void {
    this.#keep(row);
  }

  #needHead(): Promise<void> {
    const { now, heldMs, staleMs = 0 } = this.#options;
    const before = this.#head;
    const age = before ? now() - before.at : Number.POSITIVE_INFINITY;
    if (before && age < heldMs) return before.done;
    const done = this.#readHead();
    const head = { at: now(), done };
    this.#head = head;
    done.catch(() => {
      if (this.#head === head) this.#head = undefined;
    });
    return before && age < staleMs ? before.done : done;
  }

  async #readHead(): Promise<void> {
    const { headSize } = this.#options;
    const first = await this.#options.read({ limit: headSize, offset: 0 });
    if (first.length < headSize) {
      this.#replace(new Map(first.map((row) => [row.id, row])));
      return;
    }
    const isGap = this.#isComplete && !first.some(({ id }) => this.#rows.has(id));
    for (const row of first) this.#keep(row);
    // More is new than the beginning shows.
    if (isGap) {
      this.#isComplete = false;
      if (!this.#fresh) this.#wholeDueAt = 0;
    }
  }

  #startWhole(): void {
    const { now } = this.#options;
    if (now() < this.#wholeDueAt) return;
    this.#wholeDueAt = Number.POSITIVE_INFINITY;
    // What was read before it stopped is not read again.
    if (!this.#fresh) this.#nextPart = 0;
    this.#fresh ??= new Map();
    void this.#readWhole().catch(() => {
      this.#wholeDueAt = now() + retryMs;
    });
  }

  async #readWhole(): Promise<void> {
    const { partSize = usualPartSize } = this.#options;
    for (; this.#nextPart < maxParts; this.#nextPart += 1) {
      const offset = this.#nextPart * partSize;
      const rows = await this.#options.read({ limit: partSize, offset });
      // A shorter list was read whole in the meantime.
      if (!this.#fresh) return;
      for (const row of rows) this.#keep(row);
      if (rows.length < partSize) break;
    }
    if (this.#fresh) this.#replace(this.#fresh);
  }

  #keep(row: T): void {
    this.#rows.set(row.id, row);
    this.#fresh?.set(row.id, row);
    this.#version += 1;
  }

  #replace(rows: Map<string, T>): void {
    this.#rows = rows;
    this.#fresh = undefined;
    this.#isComplete = true;
    this.#version += 1;
    this.#wholeDueAt = this.#options.now() + heldWholeMs;
  }
}
