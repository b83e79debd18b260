import type { ServerResponse } from 'node:http';
import type { LiveMessage } from '#contract/gateway/push.ts';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { PushEvent, PushStore } from '../webhooks/push-store.ts';
import type { AccessChecks } from './access-checks.ts';
import { Connection, type StreamStart } from './connection.ts';

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
const readAtOnce = 200;
const againAfterMs = 1_000;

/** The streams of all pages. */
export class EventHub {
  readonly #options: EventHubOptions;
  /** By the session's id in the cookie; the oldest first. */
  readonly #sessions = new Map<string, Set<Connection>>();
  /** By the person; the oldest first. */
  readonly #people = new Map<string, Set<Connection>>();
  readonly #beating: NodeJS.Timeout;
  #read: Promise<number> | undefined;
  #reading: Promise<void> | undefined;
  #isBehind = false;
  #again: NodeJS.Timeout | undefined;
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
    options.store.onEvents(() => this.announce());
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
   * @throws StoreFailure
   */
  async connect(
    { sessionId, person }: StreamOwner,
    response: ServerResponse,
    beginning: Beginning,
  ): Promise<void> {
    const { store, readers } = this.#options;
    const connection = new Connection({
      response,
      epoch: store.epoch,
      mayKnow: (event) => readers.mayKnow(sessionId, event),
    });
    const ofSession = note(this.#sessions, sessionId, connection, response);
    const ofPerson = note(this.#people, person, connection, response);
    this.#count += 1;
    response.once('close', () => {
      this.#count -= 1;
    });
    const tooMany = ofSession.size > maxPerSession ? ofSession : ofPerson.size > maxPerPerson ? ofPerson : [];
    const [oldest] = tooMany;
    oldest?.end();
    // What is new from now on waits for it.
    await connection.start(this.#startOf(beginning));
  }

  /** Reads what is new, of whichever gateway, and informs in its order all pages whose person may know of it. */
  announce(): void {
    this.#isBehind = true;
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
  }

  /** Tells the pages of one session something of this moment, which nobody hears of who comes later. */
  tell(sessionId: string, message: LiveMessage): void {
    // At once, although it may be its turn only later: nothing that fails may be left without anyone who listens.
    const isKnown = this.#endLost([sessionId]).then(
      () => true,
      () => false,
    );
    this.#told = this.#told.then(async () => {
      if (!(await isKnown)) return;
      for (const connection of this.#sessions.get(sessionId) ?? []) connection.tell(message);
    });
  }

  /** The same for all pages of a person. */
  tellPerson(person: SubjectKey, message: LiveMessage): void {
    if (!this.#people.has(person)) return;
    const areKnown = this.endLost().then(
      () => true,
      () => false,
    );
    this.#told = this.#told.then(async () => {
      if (!(await areKnown)) return;
      for (const connection of this.#people.get(person) ?? []) connection.tell(message);
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
    clearTimeout(this.#again);
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) connection.end();
    }
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#isBehind) {
        this.#isBehind = false;
        const events = await this.#options.store.nextEvents(await this.#position(), readAtOnce);
        if (events.length === readAtOnce) this.#isBehind = true;
        this.#publish(events);
      }
    } catch {
      // The store cannot be read now. Whoever announces something in the meantime adds no further attempt.
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.announce(), againAfterMs).unref();
    }
  }

  #publish(events: readonly PushEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.#read = Promise.resolve(last.id);
    const checked = this.endLost();
    for (const connections of this.#sessions.values()) {
      for (const connection of connections) for (const event of events) connection.push(event, checked);
    }
  }

  /** Up to which event everyone was informed: at first, the newest. */
  #position(): Promise<number> {
    if (!this.#read) {
      const read = this.#options.store.lastEvent();
      this.#read = read;
      read.catch(() => {
        if (this.#read === read) this.#read = undefined;
      });
    }
    return this.#read;
  }

  async #startOf(beginning: Beginning): Promise<StreamStart> {
    const { store } = this.#options;
    await this.#position();
    const newest = await store.lastEvent();
    const [missed, lastAt] = await Promise.all([this.#missed(beginning), store.lastAt()]);
    // What came between the two is among what was missed.
    return { missed, position: Math.max(newest, missed?.at(-1)?.id ?? 0), fed: lastAt !== undefined };
  }

  /** Undefined: more than can be sent one by one, or unknown. */
  async #missed(beginning: Beginning): Promise<PushEvent[] | undefined> {
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
    // In case that nobody heard of it.
    this.announce();
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
