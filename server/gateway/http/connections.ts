import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Arrivals } from './arrivals.ts';
import type { OpenForm } from './first-request.ts';

export interface ConnectionLimits {
  /** Connections that something is awaited from: the rest of a head or body, or reading a response. */
  readonly waiting: number;
  /** Connections without a request. */
  readonly idle: number;
  /** All of them; most are the streams of pages. */
  readonly all: number;
}

export const defaultConnectionLimits: ConnectionLimits = { waiting: 1_000, idle: 3_000, all: 12_000 };

/** How many connections the kernel queues until they are accepted. */
export const backlog = 2_048;

/** The timeouts of the gateway's servers, in ms. */
export const serverTimeouts = {
  // One packet, from an honest client.
  headersTimeout: 10_000,
  // A chunk of 5 MiB fits at 350 kbit/s.
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
};

/** Requests of a connection that wait for the response to an earlier one; neither browsers nor proxies send any. */
const maxPipelined = 16;

/** A connection that is idle for this many ms is closed; streams have a heartbeat every 20 s. */
const stillMs = 120_000;

/**
 * Keeps clients that make the gateway wait from taking the places of others: there are only so many such connections,
 * and a new one ends the oldest. An honest client's head and form arrive in one packet and it reads its response at
 * once, so it is one of these for only a moment, however many slow ones there are.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  /** The longest waiting first. */
  readonly #waiting = new Set<Socket>();
  readonly #idle = new Set<Socket>();
  readonly #arrivals: Arrivals;
  /** A connection's requests whose response is not complete; several where they are pipelined. */
  readonly #requests = new WeakMap<Socket, number>();
  #isLeaving = false;

  constructor(form: OpenForm, limits: ConnectionLimits = defaultConnectionLimits) {
    this.#arrivals = new Arrivals(form);
    this.#limits = limits;
  }

  /** Must be called before any other listener for requests is added. */
  watch(server: Server): void {
    server.maxConnections = this.#limits.all;
    server.setTimeout(stillMs);
    const [parse] = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket) => {
      this.#put(this.#waiting, socket, this.#limits.waiting);
      socket.once('close', () => this.#take(socket));
      this.#arrivals.take(socket, () => parse?.call(server, socket));
    });
    server.on('request', (request, response) => this.#follow(request, response));
  }

  /** The sender of this request is known: its body may arrive slowly. */
  trust({ socket }: IncomingMessage): void {
    this.#take(socket);
  }

  /**
   * From now on each response is the last of its connection: a proxy that has several servers keeps none to this one, which
   * would end while a request is on it.
   */
  leave(): void {
    this.#isLeaving = true;
  }

  /** Ends the connections whose first request is not there yet: the HTTP server does not know of them. */
  end(): void {
    this.#arrivals.end();
  }

  #follow(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    if (this.#isLeaving) response.shouldKeepAlive = false;
    const requests = (this.#requests.get(socket) ?? 0) + 1;
    this.#requests.set(socket, requests);
    if (requests > maxPipelined) socket.destroy();
    if (hasBody(request)) {
      this.#put(this.#waiting, socket, this.#limits.waiting);
      request.once('end', () => this.#take(socket));
    } else this.#take(socket);
    const alone = () => this.#requests.get(socket) === 1;
    // The whole response has been handed to the connection.
    response.once('prefinish', () => {
      if (alone()) this.#put(this.#waiting, socket, this.#limits.waiting);
    });
    response.once('finish', () => {
      // The rest of a body that nobody wants is still expected.
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
    this.#arrivals.forget(socket);
  }
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
