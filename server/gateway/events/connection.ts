import type { ServerResponse } from 'node:http';
import type { LiveMessage } from '#contract/gateway/push.ts';
import type { PushEvent } from '../webhooks/push-store.ts';
import { SessionEnded } from './access-checks.ts';

export interface ConnectionOptions {
  readonly response: ServerResponse;
  /** Name of the sequence of events; part of every id. */
  readonly epoch: string;
  readonly mayKnow: (event: PushEvent) => Promise<boolean>;
}

/** Where a stream starts. */
export interface StreamStart {
  /** Undefined: the page has to read everything. */
  readonly missed: readonly PushEvent[] | undefined;
  /** Id of the last event that is among these, or need not be sent. */
  readonly position: number;
  /** Whether deliveries arrive at all. */
  readonly fed: boolean;
}

/** Events that may wait for a decision for one page. */
const maxWaiting = 1_000;
/** Bytes that may wait for a page that reads slowly. */
const maxUnsent = 64 * 1024;
const endWithinMs = 5_000;
/** "Look for yourself" is not sent more often than this. */
const resyncEveryMs = 15_000;

/**
 * The stream of one page. Events are sent in order, each once it is known that the person may hear of it; a page that
 * reads too slowly is cut off and continues later where it left off.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  /** Not before it is known where it starts; until then what is new waits, and what is told is not for it. */
  #isStarted = false;
  #start = 0;
  #position = 0;
  #written = 0;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();
  /** What it had missed is sent. */
  #missed: Promise<void> = Promise.resolve();
  #resync: NodeJS.Timeout | undefined;
  #resyncedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    options.response.once('close', () => clearTimeout(this.#resync));
  }

  get open(): boolean {
    return !this.#options.response.destroyed && !this.#options.response.writableEnded;
  }

  /** Starts the stream once it is known where. @throws what that fails with; nothing was sent then. */
  async start(given: Promise<StreamStart>): Promise<void> {
    const started = given.then((start) => this.#begin(start));
    this.#tail = started.catch(() => undefined);
    await started;
  }

  #begin({ missed, position, fed }: StreamStart): void {
    if (!this.open) return;
    const { response } = this.#options;
    this.#isStarted = true;
    this.#start = position;
    // A stream that breaks off before they are sent must not count them as sent.
    this.#position = missed?.[0] ? missed[0].id - 1 : position;
    response.socket?.setNoDelay(true);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // Nothing on the way may hold back or compress what is sent.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    this.#write(`${this.#idLine()}${dataLine({ type: 'hello', fed })}`);
    if (!missed) this.resync();
    const sent = (missed ?? []).map((event) => ({ event, decision: this.#options.mayKnow(event) }));
    for (const { decision } of sent) decision.catch(() => undefined);
    // Before whatever is waiting already.
    this.#missed = sent.reduce(
      (tail, { event, decision }) => tail.then(() => this.#send(event, decision)),
      Promise.resolve(),
    );
  }

  /**
   * Sends an event once it is known that the person may hear of it.
   * @param checked resolves when streams whose session has ended are no longer open.
   */
  push(event: PushEvent, checked: Promise<void>): void {
    if (!this.open) return;
    if (this.#waiting >= maxWaiting) {
      this.cut();
      return;
    }
    this.#waiting += 1;
    // Checked at once, sent in order.
    const decision = checked.then(() => this.open && this.#options.mayKnow(event));
    decision.catch(() => undefined);
    this.#tail = this.#tail.then(async () => {
      await this.#missed;
      // It was among what was missed.
      if (this.#isStarted && event.id > this.#start) await this.#send(event, decision);
      this.#waiting -= 1;
    });
  }

  async #send(event: PushEvent, decision: Promise<boolean>): Promise<void> {
    try {
      const allowed = await decision;
      this.#position = event.id;
      if (allowed) this.#say(messageOf(event));
    } catch (error) {
      this.#position = event.id;
      if (error instanceof SessionEnded) this.end();
      else this.resync();
    }
  }

  /** Sends something of this moment, which no event is. */
  tell(message: LiveMessage): void {
    this.#write(dataLine(message));
  }

  /**
   * Makes the page read everything again, without saying what changed: now, or shortly if that was sent a moment ago.
   */
  resync(): void {
    if (this.#resync || !this.open || !this.#isStarted) return;
    const wait = this.#resyncedAt + resyncEveryMs - performance.now();
    const say = () => {
      this.#resync = undefined;
      this.#resyncedAt = performance.now();
      this.#say({ type: 'resync' });
    };
    if (wait <= 0) say();
    else this.#resync = setTimeout(say, wait).unref();
  }

  /** Keeps the stream alive, and says how far it is. */
  beat(): void {
    this.#write(this.#position === this.#written ? ':\n\n' : `${this.#idLine()}\n`);
  }

  /** Ends the stream properly; a page that does not notice is cut off. */
  end(): void {
    if (!this.open) return;
    if (!this.#isStarted) {
      this.cut();
      return;
    }
    const { response } = this.#options;
    response.end();
    const impatience = setTimeout(() => this.cut(), endWithinMs).unref();
    response.once('close', () => clearTimeout(impatience));
  }

  /** Cuts the stream off: what it has not read yet would only take memory. */
  cut(): void {
    this.#options.response.destroy();
  }

  #idLine(): string {
    this.#written = this.#position;
    return `id: ${this.#options.epoch}-${this.#position}\n`;
  }

  #say(message: LiveMessage): void {
    this.#write(`${this.#idLine()}${dataLine(message)}`);
  }

  #write(text: string): void {
    const { response } = this.#options;
    if (!this.open || !this.#isStarted) return;
    if (response.writableLength > maxUnsent) this.cut();
    else response.write(text);
  }
}

const messageOf = ({ origin, event, about, subject: id }: PushEvent): LiveMessage =>
  origin ? { type: 'news', system: origin.system, event, about, id } : { type: 'change', event, id };

const dataLine = (message: LiveMessage) => `data: ${JSON.stringify(message)}\n\n`;
