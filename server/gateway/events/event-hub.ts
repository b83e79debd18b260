import type { ServerResponse } from 'node:http';
import type { LiveMessage } from '#contract/gateway/push.ts';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { PushEvent, PushStore } from '../webhooks/push-store.ts';
import type { AccessChecks } from './access-checks.ts';
import { Connection } from './connection.ts';

export interface EventHubOptions {
  readonly store: PushStore;
  readonly readers: AccessChecks;
  /** Which sessions still exist, by their ids. */
  readonly existing: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly heartbeatMs?: number;
}

/** Where a page wants its stream to start. */
export type Beginning =
  | { readonly kind: 'after'; readonly lastEventId: string }
  /** It started reading this many ms ago. */
  | { readonly kind: 'within'; readonly ms: number };

/** Whose stream it is. */
export interface StreamOwner {
  /** As it is in the cookie. */
  readonly sessionId: string;
  readonly person: SubjectKey;
}

/** A browser has one stream for all its tabs; a second may exist for a moment while one tab takes over. */
const maxPerSession = 4;
/** All of a person's browsers together: however often someone signs in, there are places for everyone. */
const maxPerPerson = 16;
const maxConnections = 5_000;
/** Missed events that are sent one by one; beyond that the page reads everything again. */
const maxMissed = 200;
const defaultHeartbeatMs = 20_000;

/** The streams of all pages. */
export class EventHub {
  readonly #options: EventHubOptions;
  /** By the session's id in the cookie; the oldest first. */
  readonly #sessions = new Map<string, Set<Connection>>();
  /** By the person; the oldest first. */
  readonly #people = new Map<string, Set<Connection>>();
  readonly #beating: NodeJS.Timeout;
  /** What is told, in its order. */
  #told: Promise<void> = Promise.resolve();
  /** The check of all sessions that is under way, and the one that comes after it. */
  #checking: Promise<void> = Promise.resolve();
  #nextCheck: Promise<void> | undefined;
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
    return this.#count >= maxConnections;
  }

  /**
   * Starts a stream for a person's session. One too many for the session or the person ends the oldest, which may be a
   * page that is gone.
   */
  connect({ sessionId, person }: StreamOwner, response: ServerResponse, beginning: Beginning): void {
    const { store, readers } = this.#options;
    const missed = this.#missed(beginning);
    const connection = new Connection({
      response,
      epoch: store.epoch,
      // A stream that breaks off before they are sent must not count them as sent.
      position: missed?.[0] ? missed[0].id - 1 : store.lastEvent(),
      mayKnow: (event) => readers.mayKnow(sessionId, event),
    });
    const ofSession = note(this.#sessions, sessionId, connection, response);
    const ofPerson = note(this.#people, person, connection, response);
    this.#count += 1;
    response.once('close', () => {
      this.#count -= 1;
    });
    connection.start(store.lastAt() !== undefined);
    if (missed) for (const event of missed) connection.push(event);
    else connection.resync();
    const tooMany = ofSession.size > maxPerSession ? ofSession : ofPerson.size > maxPerPerson ? ofPerson : [];
    const [oldest] = tooMany;
    oldest?.end();
  }

  /** Informs all pages whose person may know of it. */
  publish(event: PushEvent): void {
    const checked = this.endLost();
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.push(event, checked);
    }
  }

  /** Tells the pages of one session something of this moment, which nobody hears of who comes later. */
  tell(sessionId: string, message: LiveMessage): void {
    const check = this.#endLost([sessionId]);
    this.#told = this.#told.then(async () => {
      const isKnown = await check.then(
        () => true,
        () => false,
      );
      if (!isKnown) return;
      for (const connection of this.#sessions.get(sessionId) ?? []) connection.tell(message);
    });
  }

  /** Ends the streams whose session has ended. @returns when that is done; rejects when it is not known. */
  endLost(): Promise<void> {
    if (!this.#nextCheck) {
      const next = this.#checking.then(() => {
        this.#nextCheck = undefined;
        const check = this.#endLost([...this.#sessions.keys()]);
        this.#checking = check.catch(() => undefined);
        return check;
      });
      // Whoever depends on it looks at it.
      next.catch(() => undefined);
      this.#nextCheck = next;
    }
    return this.#nextCheck;
  }

  /** Ends all streams; the pages reconnect. */
  close(): void {
    clearInterval(this.#beating);
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.end();
    }
  }

  /** Undefined: more than can be sent one by one, or unknown. */
  #missed(beginning: Beginning): PushEvent[] | undefined {
    const { store } = this.#options;
    if (beginning.kind === 'within') return store.eventsWithin(beginning.ms, maxMissed);
    const [, epoch, id] = /^([\w]+)-(\d{1,15})$/.exec(beginning.lastEventId) ?? [];
    return epoch === store.epoch ? store.eventsAfter(Number(id), maxMissed) : undefined;
  }

  async #endLost(ids: readonly string[]): Promise<void> {
    const existing = await this.#options.existing(ids);
    for (const id of ids) {
      if (existing.has(id)) continue;
      for (const connection of this.#sessions.get(id) ?? []) connection.end();
    }
  }

  #beat(): void {
    void this.endLost();
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.beat();
    }
  }
}

/** Adds a connection under a key until it closes, and returns all under that key. */
function note(
  all: Map<string, Set<Connection>>,
  key: string,
  connection: Connection,
  response: ServerResponse,
): Set<Connection> {
  const connections = (all.get(key) ?? new Set()).add(connection);
  all.set(key, connections);
  response.once('close', () => {
    connections.delete(connection);
    if (connections.size === 0 && all.get(key) === connections) all.delete(key);
  });
  return connections;
}
