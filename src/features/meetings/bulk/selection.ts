import { createListeners } from '#src/lib/store.ts';

/** Something that can be chosen. */
interface Identified {
  readonly id: string;
}

/** Rows that hear of a change at once, and in each portion after. */
const portion = 20;

/**
 * Chosen meetings. A store, so that choosing one of a hundred rows renders that row only, and choosing all of them
 * renders some at a time; it keeps what was chosen on other pages too.
 */
export class Selection<Item extends Identified> {
  #chosen: ReadonlyMap<string, Item> = new Map();
  #shown: readonly Item[] = [];
  /** Where a range begins: what was last selected or deselected individually. */
  #anchor: string | undefined;
  readonly #listeners = createListeners();
  readonly #rows = new Map<string, () => void>();
  readonly #untold = new Set<string>();
  readonly #later: (tell: () => void) => void;

  /** `later` defers what is not urgent, for instance until the next frame. */
  constructor(later: (tell: () => void) => void = (tell) => tell()) {
    this.#later = later;
  }

  readonly subscribe = this.#listeners.subscribe;

  /** Listens for an item being selected or deselected: the first rows immediately, the others within some frames. */
  readonly subscribeTo = (id: string, listener: () => void): (() => void) => {
    this.#rows.set(id, listener);
    return () => {
      if (this.#rows.get(id) === listener) this.#rows.delete(id);
    };
  };

  /** By id, in the order of choosing; another map after each change. */
  readonly getSnapshot = (): ReadonlyMap<string, Item> => this.#chosen;

  readonly has = (id: string): boolean => this.#chosen.has(id);

  toggle(item: Item): void {
    this.#anchor = item.id;
    this.set([item], !this.has(item.id));
  }

  /** Selects or deselects some. */
  set(items: readonly Item[], on: boolean): void {
    const chosen = new Map(this.#chosen);
    for (const item of items) {
      if (on) chosen.set(item.id, item);
      else chosen.delete(item.id);
    }
    this.#change(
      chosen,
      items.map(({ id }) => id),
    );
  }

  /** Sets what is on screen, in order: ranges are made of it. */
  show(items: readonly Item[]): void {
    this.#shown = items;
  }

  /**
   * Brings everything from the anchor to an item into the state that the anchor has; without an anchor on the
   * screen, chooses the item.
   */
  extendTo(item: Item): void {
    const from = this.#shown.findIndex(({ id }) => id === this.#anchor);
    const to = this.#shown.findIndex(({ id }) => id === item.id);
    if (from < 0 || to < 0) {
      this.beginAt(item);
      return;
    }
    const range = this.#shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.set(range, this.#anchor === undefined || this.has(this.#anchor));
  }

  /** Chooses an item and lets a range begin there. */
  beginAt(item: Item): void {
    this.#anchor = item.id;
    this.set([item], true);
  }

  /** An item on the screen. */
  shownWith(id: string): Item | undefined {
    return this.#shown.find((item) => item.id === id);
  }

  /** Whether a range would begin on the screen. */
  get hasAnchor(): boolean {
    return this.#shown.some(({ id }) => id === this.#anchor);
  }

  clear(): void {
    this.#anchor = undefined;
    if (this.#chosen.size > 0) this.#change(new Map(), [...this.#chosen.keys()]);
  }

  #change(chosen: ReadonlyMap<string, Item>, changed: readonly string[]): void {
    this.#chosen = chosen;
    this.#listeners.tell();
    const waiting = this.#untold.size > 0;
    for (const id of changed) if (this.#rows.has(id)) this.#untold.add(id);
    if (!waiting) this.#tell();
  }

  #tell(): void {
    const told = [...this.#untold].slice(0, portion);
    for (const id of told) {
      this.#untold.delete(id);
      this.#rows.get(id)?.();
    }
    if (this.#untold.size > 0) this.#later(() => this.#tell());
  }
}
