import type { QueryClient } from '@tanstack/react-query';
import { userKeys } from '../users.ts';
import { liveRowsOptions, meetingKeys, meetingListOptions } from './meetings.ts';
import type { MeetingListQuery } from './read-meetings.ts';

/** Changes that come together are read together. */
const togetherMs = 40;

/**
 * Refetches what changed, and nothing else: meetings that are open, and rows of lists on screen. What is not on screen
 * is only marked, and read when it is shown again. One round of reading at a time, so that no older answer overtakes a
 * newer one.
 */
export class FollowChanges {
  readonly #queries: QueryClient;
  /** Undefined: everything that is on the screen. */
  #changed: Set<string> | undefined = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;

  constructor(queries: QueryClient) {
    this.#queries = queries;
  }

  /** A meeting has changed. `id` as the server calls it. */
  meeting(id: string): void {
    this.#changed?.add(id);
    this.#soon();
  }

  /** Anything may have changed. */
  everything(): void {
    this.#changed = undefined;
    this.#soon();
    this.users();
  }

  /** People came, went or changed. */
  users(): void {
    void this.#queries.invalidateQueries({ queryKey: userKeys.all });
  }

  #soon(): void {
    if (this.#reading) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#read();
    }, togetherMs);
  }

  async #read(): Promise<void> {
    const changed = this.#changed;
    this.#changed = new Set();
    this.#reading = true;
    // A hidden tab reads when it is visible again.
    const seen = typeof document === 'undefined' || document.visibilityState === 'visible';
    try {
      await Promise.allSettled([this.#details(changed, seen), ...this.#lists(changed, seen)]);
    } finally {
      this.#reading = false;
      if (this.#changed === undefined || this.#changed.size > 0) this.#soon();
    }
  }

  #details(changed: ReadonlySet<string> | undefined, seen: boolean): Promise<void> {
    const [room, kind] = meetingKeys.detail('');
    return this.#queries.invalidateQueries({
      queryKey: [room, kind],
      predicate: ({ queryKey }) => changed === undefined || changed.has(String(queryKey[2])),
      refetchType: seen ? 'active' : 'none',
    });
  }

  #lists(changed: ReadonlySet<string> | undefined, seen: boolean): Promise<unknown>[] {
    void this.#queries.invalidateQueries({
      queryKey: meetingKeys.choices,
      refetchType: seen ? 'active' : 'none',
    });
    const pages = this.#queries.getQueryCache().findAll({ queryKey: meetingKeys.lists });
    const shown = seen ? pages.filter((query) => query.isActive()) : [];
    const shownHashes = new Set(shown.map(({ queryHash }) => queryHash));
    void this.#queries.invalidateQueries({
      queryKey: meetingKeys.lists,
      predicate: ({ queryHash }) => !shownHashes.has(queryHash),
      refetchType: 'none',
    });
    return shown.flatMap((query) => {
      // As `meetingKeys.list` has made it.
      const asked = query.queryKey[2] as MeetingListQuery;
      const page = this.#queries.getQueryData(meetingListOptions(asked).queryKey);
      const ids = page?.items.map(({ id }) => id).filter((id) => changed === undefined || changed.has(id));
      return ids === undefined || ids.length === 0 ? [] : [this.#rows(asked, ids)];
    });
  }

  /** Reads some rows of a page; the page takes them over, and its other rows stay where they are. */
  async #rows(query: MeetingListQuery, ids: readonly string[]): Promise<void> {
    const options = liveRowsOptions(query, ids);
    // One in progress may have been sent before the change.
    await this.#queries.cancelQueries({ queryKey: options.queryKey, exact: true });
    await this.#queries.fetchQuery({ ...options, staleTime: 0 });
  }
}
