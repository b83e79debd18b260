import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { sleep } from '#src/lib/sleep.ts';
import { IndexEngine } from './engine.ts';
import { type Health, type HealthRequest, healthOf } from './insight/health.ts';
import { type Insight, type InsightRequest, insightOf } from './insight/insight.ts';
import { type TodoCount, type TodoCountsRequest, todoCounts } from './insight/todo-counts.ts';
import type { DossierMeeting } from './model/dossier.ts';
import type {
  ActionItems,
  ActionItemsRequest,
  DossierSummary,
  FilterOptions,
  IndexActivity,
  IndexStatus,
  LocalIndex,
  Occurrence,
  SearchRequest,
  SearchResults,
} from './protocol.ts';
import { actionItems, dossier, dossiers, options, search, statuses } from './queries.ts';
import type { IndexStorage } from './storage.ts';
import { type MeetingSource, Walker, type WalkerClock } from './walker.ts';

interface IndexServiceOptions {
  readonly storage: IndexStorage;
  readonly source: MeetingSource;
  readonly requestsPerMinute: number;
  readonly onStatus: (status: IndexStatus) => void;
}

/** The page is told of progress at most this often. */
const statusEveryMs = 400;

const clock: WalkerClock = {
  now: () => performance.now(),
  sleep,
};

/** The index with its walker, as the leading worker runs it. */
export class IndexService implements LocalIndex {
  readonly #options: IndexServiceOptions;
  readonly #engine: IndexEngine;
  #activity: IndexActivity = 'starting';
  #walking = new AbortController();
  #reporting: ReturnType<typeof setTimeout> | undefined;

  constructor(given: IndexServiceOptions) {
    this.#options = given;
    this.#engine = new IndexEngine(given.storage);
  }

  /** Loads what is on disk and begins to walk. Off: keeps nothing and does not walk. */
  async open(on: boolean): Promise<void> {
    if (on) await this.#engine.load();
    else await this.#engine.clear();
    if (on) this.#walk();
    else this.#say('off');
  }

  search(request: SearchRequest): Promise<SearchResults> {
    return search(this.#engine, request);
  }

  async options(): Promise<FilterOptions> {
    return options(this.#engine);
  }

  async actionItems(request: ActionItemsRequest): Promise<ActionItems> {
    return actionItems(this.#engine, request);
  }

  async dossiers(): Promise<readonly DossierSummary[]> {
    return dossiers(this.#engine);
  }

  async statuses(starts: readonly number[]): Promise<readonly (readonly Occurrence[])[]> {
    return statuses(this.#engine, starts);
  }

  dossier(id: string): Promise<readonly DossierMeeting[]> {
    return dossier(this.#engine, id);
  }

  async insight(request: InsightRequest): Promise<Insight> {
    return insightOf(this.#engine.catalogue.meetings(), request);
  }

  async todoCounts(request: TodoCountsRequest): Promise<readonly TodoCount[]> {
    return todoCounts(this.#engine.catalogue.meetings(), request);
  }

  async health(request: HealthRequest): Promise<Health> {
    const { catalogue, wordings } = this.#engine;
    return healthOf(catalogue.meetings(), wordings, request);
  }

  async learn(meeting: Meeting): Promise<void> {
    if (this.#activity === 'off') return;
    this.#engine.learn(meeting);
    this.#report();
    await this.#engine.flush(false);
  }

  async forget(id: string): Promise<void> {
    this.#engine.forget(id);
    this.#report();
    await this.#engine.flush(false);
  }

  async rebuild(): Promise<void> {
    this.#walking.abort();
    await this.#engine.clear();
    this.#walk();
  }

  async clear(): Promise<void> {
    this.#walking.abort();
    await this.#engine.clear();
    this.#say('off');
  }

  /** Stops, writes nothing more and lets go of the disk. */
  close(): void {
    this.#walking.abort();
    clearTimeout(this.#reporting);
    this.#options.storage.close();
  }

  #walk(): void {
    const { source, requestsPerMinute } = this.#options;
    const walking = new AbortController();
    this.#walking = walking;
    const walker = new Walker(this.#engine, {
      source,
      clock,
      requestsPerMinute,
      onActivity: (activity) => {
        if (!walking.signal.aborted) this.#say(activity);
      },
    });
    walker.run(walking.signal).catch(() => {
      // Not a failure of the server, which the walker outlives: the disk is full, or the storage was taken away.
      if (!walking.signal.aborted) this.#say('failed');
    });
  }

  #say(activity: IndexActivity): void {
    this.#activity = activity;
    this.#report();
  }

  #report(): void {
    this.#reporting ??= setTimeout(() => {
      this.#reporting = undefined;
      const { catalogue, position, version } = this.#engine;
      const known = Math.max(catalogue.size, position.total ?? 0);
      this.#options.onStatus({
        activity: this.#activity,
        ...(this.#activity === 'failed' ? { failure: 'stopped' } : {}),
        listed: position.walk > 1 || (position.walk === 1 && position.offset === undefined),
        indexed: catalogue.size - catalogue.wanted,
        // While the list is being walked the server's count is shown; afterwards the number found.
        total: position.walk === 0 ? undefined : position.offset === undefined ? catalogue.size : known,
        version,
      });
    }, statusEveryMs);
  }
}
