import type { ServerResponse } from 'node:http';
import type { LiveMessage } from '#contract/gateway/push.ts';
import type { PushEvent } from '../webhooks/push-store.ts';
import { SessionEnded } from './access-checks.ts';

export interface ConnectionOptions {
  readonly response: ServerResponse;
  /** Name of the sequence of events; part of every id. */
  readonly epoch: string;
  /** Id of the last event that need not be sent. */
  readonly position: number;
  readonly mayKnow: (event: PushEvent) => Promise<boolean>;
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
  #position: number;
  #written: number;
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();
  #resync: NodeJS.Timeout | undefined;
  #resyncedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#written = options.position;
    options.response.once('close', () => clearTimeout(this.#resync));
  }

  get open(): boolean {
    return !this.#options.response.destroyed && !this.#options.response.writableEnded;
  }

  /** Starts the stream. `fed`: whether deliveries arrive at all. */
  start(fed: boolean): void {
    const { response } = this.#options;
    response.socket?.setNoDelay(true);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // Nothing on the way may hold back or compress what is sent.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    this.#write(`${this.#idLine()}${dataLine({ type: 'hello', fed })}`);
  }

  /**
   * Sends an event once it is known that the person may hear of it.
   * @param checked resolves when streams whose session has ended are no longer open.
   */
  push(event: PushEvent, checked: Promise<void> = Promise.resolve()): void {
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
      try {
        const allowed = await decision;
        this.#position = event.id;
        if (allowed) this.#say(messageOf(event));
      } catch (error) {
        this.#position = event.id;
        if (error instanceof SessionEnded) this.end();
        else this.resync();
      } finally {
        this.#waiting -= 1;
      }
    });
  }

  /** Sends something of this moment, which no event is. */
  tell(message: LiveMessage): void {
    this.#write(dataLine(message));
  }

  /**
   * Makes the page read everything again, without saying what changed: now, or shortly if that was sent a moment ago.
   */
  resync(): void {
    if (this.#resync || !this.open) return;
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
    if (!this.open) return;
    if (response.writableLength > maxUnsent) this.cut();
    else response.write(text);
  }
}

const messageOf = ({ origin, event, about, subject: id }: PushEvent): LiveMessage =>
  origin ? { type: 'news', system: origin.system, event, about, id } : { type: 'change', event, id };

const dataLine = (message: LiveMessage) => `data: ${JSON.stringify(message)}\n\n`;
