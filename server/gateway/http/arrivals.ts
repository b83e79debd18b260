import type { Socket } from 'node:net';
import { FirstRequest, type OpenForm } from './first-request.ts';

export interface ArrivalLimits {
  /** With more than this, further ones are read only now and then: none of their bytes is worth a moment of its own. */
  readonly crowd: number;
  /** How many of a crowd are read, or ended for being late, in one go. */
  readonly portion: number;
  /** Pause between two portions in ms. */
  readonly everyMs: number;
  /** How long a first request may take to arrive, in ms. */
  readonly withinMs: number;
}

const usualLimits: ArrivalLimits = { crowd: 100, portion: 50, everyMs: 20, withinMs: 10_000 };
/** How often late ones are looked for where there is no crowd, in ms. */
const calmEveryMs = 1_000;

const tooSlow = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

interface Arriving {
  readonly socket: Socket;
  readonly since: number;
  readonly request: FirstRequest;
  readonly serve: () => void;
  readonly onReadable: () => void;
  readonly onEnd: () => void;
}

const ignore = () => {};

/**
 * Keeps new connections away from the HTTP parser until their first request is there, which from an honest client it is
 * at once. One that never comes costs a socket and little else: no parser, no request, no work; and thousands that say
 * or end something at the same time are dealt with in portions, between the requests of others.
 */
export class Arrivals {
  readonly #form: OpenForm;
  readonly #limits: ArrivalLimits;
  /** The oldest first. */
  readonly #arriving = new Map<Socket, Arriving>();
  /** Those that are read in portions; whichever was read last comes last. */
  readonly #crowd = new Set<Arriving>();
  #timer: NodeJS.Timeout | undefined;

  constructor(form: OpenForm, limits: ArrivalLimits = usualLimits) {
    this.#form = form;
    this.#limits = limits;
  }

  /** Takes a new connection. @param serve is called when its first request is there, which can be read from it. */
  take(socket: Socket, serve: () => void): void {
    const one: Arriving = {
      socket,
      serve,
      since: performance.now(),
      request: new FirstRequest(this.#form),
      onReadable: () => this.#read(one),
      // Half a request that does not continue.
      onEnd: () => socket.destroy(),
    };
    this.#arriving.set(socket, one);
    socket.on('readable', one.onReadable).on('end', one.onEnd).on('error', ignore);
    this.#schedule(calmEveryMs);
  }

  /** Must be called when a connection is closed. */
  forget(socket: Socket): void {
    const one = this.#arriving.get(socket);
    if (one === undefined) return;
    this.#arriving.delete(socket);
    this.#crowd.delete(one);
  }

  /** Ends all of them. */
  end(): void {
    clearTimeout(this.#timer);
    for (const socket of this.#arriving.keys()) socket.destroy();
  }

  #read(one: Arriving): void {
    const { socket, request, onReadable, onEnd } = one;
    const bytes: Buffer | null = socket.read();
    if (bytes === null) return;
    if (request.add(bytes)) {
      this.#serve(one);
    } else if (this.#arriving.size > this.#limits.crowd && !this.#crowd.has(one)) {
      socket.off('readable', onReadable).off('end', onEnd);
      this.#crowd.add(one);
      if (this.#crowd.size > 1) return;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#schedule(this.#limits.everyMs);
    }
  }

  #serve(one: Arriving): void {
    const { socket, request, serve, onReadable, onEnd } = one;
    this.forget(socket);
    socket.off('readable', onReadable).off('end', onEnd).off('error', ignore);
    socket.unshift(request.bytes());
    serve();
  }

  #schedule(ms: number): void {
    this.#timer ??= setTimeout(() => this.#next(), ms).unref();
  }

  #next(): void {
    this.#timer = undefined;
    const { portion, everyMs, withinMs } = this.#limits;
    for (const one of [...this.#crowd].slice(0, portion)) {
      this.#crowd.delete(one);
      this.#crowd.add(one);
      this.#read(one);
      if (one.socket.readableEnded) one.onEnd();
    }
    const tooOld = performance.now() - withinMs;
    const late = [...this.#arriving.values()].slice(0, portion).filter(({ since }) => since <= tooOld);
    for (const { socket } of late) {
      this.forget(socket);
      socket.end(tooSlow, () => socket.destroy());
    }
    const more = this.#crowd.size > 0 || late.length === portion;
    if (this.#arriving.size > 0) this.#schedule(more ? everyMs : calmEveryMs);
  }
}
