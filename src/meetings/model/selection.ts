/** Something that can be chosen. */
interface Identified {
  readonly id: string;
}

/**
 * Chosen meetings. A store, so that choosing one of a hundred rows renders that row only; it keeps what was
 * chosen on other pages too.
 */
export class Selection<Item extends Identified> {
  #chosen: ReadonlyMap<string, Item> = new Map();
  /** Where a range begins: what was last chosen or given up by itself. */
  #anchor: string | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** By id, in the order of choosing; another map after each change. */
  readonly getSnapshot = (): ReadonlyMap<string, Item> => this.#chosen;

  readonly has = (id: string): boolean => this.#chosen.has(id);

  toggle(item: Item): void {
    this.#anchor = item.id;
    this.set([item], !this.has(item.id));
  }

  /** Chooses some or gives them up. */
  set(items: readonly Item[], on: boolean): void {
    const chosen = new Map(this.#chosen);
    for (const item of items) {
      if (on) chosen.set(item.id, item);
      else chosen.delete(item.id);
    }
    this.#change(chosen);
  }

  /**
   * Brings everything from the anchor to an item into the state that the anchor has; without an anchor among
   * `shown`, chooses the item.
   */
  extendTo(item: Item, shown: readonly Item[]): void {
    const from = shown.findIndex(({ id }) => id === this.#anchor);
    const to = shown.findIndex(({ id }) => id === item.id);
    if (from < 0 || to < 0) {
      this.#anchor = item.id;
      this.set([item], true);
      return;
    }
    const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.set(range, this.#anchor === undefined || this.has(this.#anchor));
  }

  /** Makes an item the beginning of a range and chooses it. */
  anchorAt(item: Item): void {
    this.#anchor = item.id;
    this.set([item], true);
  }

  clear(): void {
    this.#anchor = undefined;
    if (this.#chosen.size > 0) this.#change(new Map());
  }

  #change(chosen: ReadonlyMap<string, Item>): void {
    this.#chosen = chosen;
    for (const listener of this.#listeners) listener();
  }
}
