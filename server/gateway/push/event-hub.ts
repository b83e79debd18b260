import type { ServerResponse } from 'node:http';
import { Connection } from './connection.ts';
import type { PushEvent, PushStore } from './push-store.ts';
import type { Readers } from './readers.ts';

export interface EventHubOptions {
  readonly store: PushStore;
  readonly readers: Readers;
  /** Whether a session still exists, by its id. */
  readonly exists: (sessionId: string) => boolean;
  readonly heartbeatMs?: number;
}

/** Where a page wants its stream to begin. */
export type Beginning =
  | { readonly kind: 'after'; readonly lastEventId: string }
  /** It began to read this many ms ago. */
  | { readonly kind: 'within'; readonly ms: number };

/** A browser has one stream for all its tabs; a second may exist for a moment while one tab takes over. */
const mostPerSession = 4;
const mostConnections = 5_000;
/** Missed events that are told one by one; beyond that the page reads everything anew. */
const mostMissed = 200;
const defaultHeartbeatMs = 20_000;

/** The streams of all pages. */
export class EventHub {
  readonly #options: EventHubOptions;
  /** By the session's id in the cookie; the oldest first. */
  readonly #sessions = new Map<string, Set<Connection>>();
  readonly #beating: NodeJS.Timeout;
  #count = 0;

  constructor(options: EventHubOptions) {
    this.#options = options;
    this.#beating = setInterval(() => this.#beat(), options.heartbeatMs ?? defaultHeartbeatMs);
    this.#beating.unref();
  }

  get connections(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count >= mostConnections;
  }

  /** Begins a stream for a session. One too many ends the oldest, which may be a page that is gone. */
  connect(sessionId: string, response: ServerResponse, beginning: Beginning): void {
    const { store, readers } = this.#options;
    const missed = this.#missed(beginning);
    const connection = new Connection({
      response,
      epoch: store.epoch,
      // A stream that breaks off before they are told must not count them as told.
      position: missed?.[0] ? missed[0].id - 1 : store.lastEvent(),
      mayKnow: (event) => readers.mayKnow(sessionId, event),
    });
    const others = this.#sessions.get(sessionId) ?? new Set();
    this.#sessions.set(sessionId, others.add(connection));
    this.#count += 1;
    response.once('close', () => {
      this.#count -= 1;
      others.delete(connection);
      if (others.size === 0 && this.#sessions.get(sessionId) === others) this.#sessions.delete(sessionId);
    });
    connection.start(store.lastAt() !== undefined);
    if (missed) for (const event of latestOfEach(missed)) connection.push(event);
    else connection.resync();
    const [oldest] = others;
    if (others.size > mostPerSession) oldest?.end();
  }

  /** Tells all pages whose person may know of it. */
  publish(event: PushEvent): void {
    this.endLost();
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.push(event);
    }
  }

  /** Ends the streams whose session has ended. */
  endLost(): void {
    for (const [id, connections] of this.#sessions) {
      if (this.#options.exists(id)) continue;
      for (const connection of connections) connection.end();
    }
  }

  /** Ends all streams; the pages come back by themselves. */
  close(): void {
    clearInterval(this.#beating);
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.end();
    }
  }

  /** Undefined: more than can be told, or nobody knows. */
  #missed(beginning: Beginning): PushEvent[] | undefined {
    const { store } = this.#options;
    if (beginning.kind === 'within') return store.eventsWithin(beginning.ms, mostMissed);
    const [, epoch, id] = /^([\w]+)-(\d{1,15})$/.exec(beginning.lastEventId) ?? [];
    return epoch === store.epoch ? store.eventsAfter(Number(id), mostMissed) : undefined;
  }

  #beat(): void {
    this.endLost();
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.beat();
    }
  }
}

/** One event for each subject and kind, the latest: a page would ask for the same thing again and again. */
function latestOfEach(events: readonly PushEvent[]): PushEvent[] {
  const latest = new Map(events.map((event) => [`${event.event} ${event.subject}`, event]));
  return [...latest.values()].sort((one, other) => one.id - other.id);
}
