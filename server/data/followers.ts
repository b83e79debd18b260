/** Those who follow stores, or topics of them, in this process. */
export class Followers {
  readonly #of = new Map<string, Set<() => void>>();

  add(store: string, heard: () => void): () => void {
    const all = this.#of.get(store) ?? new Set();
    this.#of.set(store, all.add(heard));
    return () => void all.delete(heard);
  }

  tell(store: string): void {
    for (const heard of this.#of.get(store) ?? []) heard();
  }

  /** Something may have been missed, whatever it was. */
  tellAll(): void {
    for (const store of this.#of.keys()) this.tell(store);
  }
}

/** What is told of a store, or of one of its topics. */
export const subjectOf = (store: string, topic: string | undefined): string =>
  topic === undefined ? store : `${store} ${topic}`;
