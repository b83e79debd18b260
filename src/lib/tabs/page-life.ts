/**
 * A page sleeps in the browser's back/forward cache, or frozen in a hidden tab. None of its code runs then, but what it
 * holds stays held: a lock that other tabs wait for, a worker, a channel, a stream. Anything of that kind is opened
 * here, so that it is closed before the page sleeps and opened again when it wakes. https://web.dev/articles/bfcache,
 * https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */

/** Opens something and returns how to close it. `again`: the page has slept, and others continued in the meantime. */
export type Open = (again: boolean) => () => void;

interface Held {
  readonly open: Open;
  close: (() => void) | undefined;
}

type Listenable = Pick<EventTarget, 'addEventListener'>;

export class PageLife {
  readonly #held = new Set<Held>();
  #asleep = false;
  #keepers = 0;

  /** Where `pagehide` and `pageshow`, and `freeze` and `resume` happen; a worker has neither and never sleeps here. */
  constructor(page: Listenable | undefined, document: Listenable | undefined) {
    const isCached = (event: Event) => 'persisted' in event && event.persisted === true;
    page?.addEventListener('pagehide', (event) => isCached(event) && this.#sleep());
    page?.addEventListener('pageshow', (event) => isCached(event) && this.#wake());
    document?.addEventListener('freeze', () => this.#sleep());
    document?.addEventListener('resume', () => this.#wake());
  }

  /** Keeps something open while the page is awake. Returns how to close it for good. */
  whileAwake(open: Open): () => void {
    const held: Held = { open, close: undefined };
    this.#held.add(held);
    if (!this.#asleep) held.close = open(false);
    return () => {
      if (!this.#held.delete(held)) return;
      held.close?.();
      held.close = undefined;
    };
  }

  /**
   * Keeps everything open, whatever the browser does with the page, until the returned function is called: for what
   * must not be taken over by another tab. Browsers cache no page that holds a lock or listens to a microphone.
   */
  keepAwake(): () => void {
    let keeps = true;
    this.#keepers += 1;
    return () => {
      if (keeps) this.#keepers -= 1;
      keeps = false;
    };
  }

  #sleep(): void {
    if (this.#asleep || this.#keepers > 0) return;
    this.#asleep = true;
    // What was opened last may build on what was opened first.
    for (const held of [...this.#held].reverse()) {
      held.close?.();
      held.close = undefined;
    }
  }

  #wake(): void {
    if (!this.#asleep) return;
    this.#asleep = false;
    for (const held of [...this.#held]) {
      if (this.#held.has(held)) held.close ??= held.open(true);
    }
  }
}

const inPage = typeof document === 'undefined' ? undefined : document;

/** The life of this page. */
export const pageLife = new PageLife(inPage && window, inPage);

/** See `PageLife.whileAwake`. */
export const whileAwake = (open: Open): (() => void) => pageLife.whileAwake(open);
