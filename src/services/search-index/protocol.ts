import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { CallMessage, ReplyMessage, RpcCall } from '#src/lib/worker-rpc.ts';
import type { Health, HealthRequest } from './insight/health.ts';
import type { Insight, InsightRequest } from './insight/insight.ts';
import type { TodoCount, TodoCountsRequest } from './insight/todo-counts.ts';
import type { IndexedMeeting, IndexedTodo } from './model/document.ts';
import type { DossierMeeting } from './model/dossier.ts';
import type { IndexFilter, TodoFilter } from './model/filters.ts';
import type { ReviewState } from './model/review-states.ts';
import type { Snippet, SnippetPart } from './model/snippets.ts';

/** What the index is doing. */
export type IndexActivity =
  /** Not begun, or loading from the disk. */
  | 'starting'
  /** Walking along the list. */
  | 'listing'
  /** Reading meetings. */
  | 'reading'
  /** The server is limiting requests. */
  | 'limited'
  /** The server cannot be reached or fails; it is tried again. */
  | 'unreachable'
  /** The person may not list meetings. */
  | 'refused'
  | 'upToDate'
  /** Cleared by the person, until they rebuild it. */
  | 'off'
  /** There is none: see {@link IndexFailure}. */
  | 'failed';

/** Why there is no index. */
export type IndexFailure =
  /** The browser lets nothing be stored. */
  | 'storage'
  /** The gateway gives no key. */
  | 'key'
  /** It stopped: the disk is full, or its code broke. */
  | 'stopped';

export interface IndexStatus {
  readonly activity: IndexActivity;
  /** With the activity `failed`. */
  readonly failure?: IndexFailure;
  /** Whether the list was walked to its end once, so that every meeting is known. */
  readonly listed: boolean;
  /** Meetings whose words can be found. */
  readonly indexed: number;
  /** Number of meetings, as far as known; undefined before the list was read. */
  readonly total: number | undefined;
  /** Changes whenever the results of a query may have changed. */
  readonly version: number;
}

export interface SearchRequest {
  /** Empty: all meetings that pass the filter. */
  readonly query: string;
  readonly filter: IndexFilter;
  /** Of the creation, where there is no query to rank by. */
  readonly order: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
}

export interface SearchHit {
  readonly meeting: IndexedMeeting;
  readonly name: readonly SnippetPart[];
  readonly snippets: readonly Snippet[];
}

export interface SearchResults {
  readonly total: number;
  readonly hits: readonly SearchHit[];
  /** Nothing matched as typed: these are similar. */
  readonly similar: boolean;
  /** Parts of the query that were ignored: single letters and symbols. */
  readonly ignored: readonly string[];
  /** Milliseconds. */
  readonly tookMs: number;
}

/** A value that occurs in the index, with the number of meetings (or to-dos) that have it. */
export interface Occurrence<T = string> {
  readonly value: T;
  readonly count: number;
}

export interface FilterOptions {
  readonly types: readonly Occurrence<number>[];
  readonly dossiers: readonly Occurrence[];
  readonly teams: readonly Occurrence[];
  readonly owners: readonly Occurrence[];
  /** The most frequent ones. */
  readonly attendees: readonly Occurrence[];
  readonly languages: readonly Occurrence[];
  readonly reviews: readonly Occurrence<ReviewState>[];
}

export interface ActionItemsRequest {
  readonly filter: TodoFilter;
  /** `YYYY-MM-DD` in the reader's zone. */
  readonly today: string;
  readonly offset: number;
  readonly limit: number;
}

export interface ActionItem {
  readonly todo: IndexedTodo;
  readonly meeting: IndexedMeeting;
}

export interface ActionItems {
  readonly total: number;
  readonly items: readonly ActionItem[];
  /** Who has to-dos, `''` for nobody, and which dossiers: for the filters. */
  readonly people: readonly Occurrence[];
  readonly dossiers: readonly Occurrence[];
}

export interface DossierSummary {
  readonly id: string;
  readonly meetings: number;
  readonly openTodos: number;
  /** Milliseconds since the epoch. */
  readonly latest: number | undefined;
  /** The meeting of that time. */
  readonly latestId: string | undefined;
}

/** The queries of the index. Every method rejects with an Error when the index cannot work. */
export interface LocalIndex {
  search(request: SearchRequest): Promise<SearchResults>;
  options(): Promise<FilterOptions>;
  actionItems(request: ActionItemsRequest): Promise<ActionItems>;
  dossiers(): Promise<readonly DossierSummary[]>;
  /**
   * Statuses of the meetings created in each span of time, `''` for none. Spans begin at these instants, in ms and
   * ascending, and each ends where the next one begins.
   */
  statuses(starts: readonly number[]): Promise<readonly (readonly Occurrence[])[]>;
  /** The meetings of a dossier, the oldest first. */
  dossier(id: string): Promise<readonly DossierMeeting[]>;
  /** What the meetings of a period amount to. */
  insight(request: InsightRequest): Promise<Insight>;
  /** To-dos by person or dossier. */
  todoCounts(request: TodoCountsRequest): Promise<readonly TodoCount[]>;
  /** How the questions of templates do. */
  health(request: HealthRequest): Promise<Health>;
  /** Adds a meeting that the page has read anyway. */
  learn(meeting: Meeting): Promise<void>;
  /** The meeting was deleted. */
  forget(id: string): Promise<void>;
  /** Deletes what is there and starts again. */
  rebuild(): Promise<void>;
  /** Deletes what is there and stops. */
  clear(): Promise<void>;
}

export type IndexCall = RpcCall<LocalIndex>;

/** What the worker asks of its page. */
export interface PageTurn {
  /**
   * Resolves with the access token when a request of the worker gets in nobody's way; with one other than `refused`.
   */
  turn(refused: string | undefined): Promise<string | undefined>;
}

/** From the page to its worker. */
export type PageMessage =
  | {
      readonly kind: 'start';
      readonly userUuid: string;
      readonly requestsPerMinute: number;
      /** False: answer, but keep nothing and ask for nothing until told to rebuild. */
      readonly on: boolean;
    }
  | CallMessage<LocalIndex>
  /** The person switched the index on or off, perhaps in another tab. */
  | { readonly kind: 'switch'; readonly on: boolean }
  | ReplyMessage;

/** From a worker to its page, besides replies. */
export type WorkerMessage = { readonly kind: 'status'; readonly status: IndexStatus } | CallMessage<PageTurn>;

/** Between the workers of a user's tabs: the one that holds the lock answers the others. */
export type TabMessage =
  | CallMessage<LocalIndex>
  | ReplyMessage
  | { readonly kind: 'status'; readonly status: IndexStatus }
  | { readonly kind: 'leading' }
  /** A worker has started and does not know the state. */
  | { readonly kind: 'hello' };
