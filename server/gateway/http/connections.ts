import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  /** Connections from which the rest of something is awaited: a head, a body, or that an answer is taken. */
  readonly waiting: number;
  /** Connections without a request. */
  readonly idle: number;
  /** All of them; the streams of pages are the greatest part. */
  readonly all: number;
}

export const defaultConnectionLimits: ConnectionLimits = { waiting: 1_000, idle: 3_000, all: 12_000 };

/** How many connections the kernel keeps until they are accepted. */
export const backlog = 2_048;

/** What the gateway's servers are made with, in ms. */
export const serverTimeouts = {
  // One packet, from an honest client.
  headersTimeout: 10_000,
  // A chunk of 5 MiB fits at 350 kbit/s.
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
};

/** A connection on which nothing moves for so long is closed, in ms; streams have a sign of life every 20 s. */
const stillMs = 120_000;

/**
 * Keeps connections of clients that make the gateway wait from taking the places of others: there are only so many of
 * them, and a new one ends the oldest. An honest client's head and form come in one packet and its answer is taken at
 * once, so it is one of these for a moment only, however many slow ones there are.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  /** The one that has waited longest comes first. */
  readonly #waiting = new Set<Socket>();
  readonly #idle = new Set<Socket>();
  /** Requests of a connection whose answer is not complete; several where they are sent ahead. */
  readonly #requests = new WeakMap<Socket, number>();

  constructor(limits: ConnectionLimits = defaultConnectionLimits) {
    this.#limits = limits;
  }

  /** To be called before any other listener for requests is added. */
  watch(server: Server): void {
    server.maxConnections = this.#limits.all;
    server.setTimeout(stillMs);
    server.on('connection', (socket) => {
      this.#put(this.#waiting, socket, this.#limits.waiting);
      socket.once('close', () => this.#take(socket));
    });
    server.on('request', (request, response) => this.#follow(request, response));
  }

  /** Anyone who sends this request is known: they may take their time for its body. */
  trust({ socket }: IncomingMessage): void {
    this.#take(socket);
  }

  #follow(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    this.#requests.set(socket, (this.#requests.get(socket) ?? 0) + 1);
    if (hasBody(request)) {
      this.#put(this.#waiting, socket, this.#limits.waiting);
      request.once('end', () => this.#take(socket));
    } else this.#take(socket);
    const alone = () => this.#requests.get(socket) === 1;
    // The whole answer has been given to the connection.
    response.once('prefinish', () => {
      if (alone()) this.#put(this.#waiting, socket, this.#limits.waiting);
    });
    response.once('finish', () => {
      // The rest of a body that nobody wants is still awaited.
      if (alone() && request.complete) this.#put(this.#idle, socket, this.#limits.idle);
    });
    response.once('close', () => this.#requests.set(socket, (this.#requests.get(socket) ?? 1) - 1));
  }

  #put(set: Set<Socket>, socket: Socket, limit: number): void {
    this.#take(socket);
    if (socket.destroyed) return;
    set.add(socket);
    const [oldest] = set;
    if (set.size <= limit || oldest === undefined) return;
    set.delete(oldest);
    oldest.destroy();
  }

  #take(socket: Socket): void {
    this.#waiting.delete(socket);
    this.#idle.delete(socket);
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
