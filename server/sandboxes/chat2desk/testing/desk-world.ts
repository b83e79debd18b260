import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { expect } from 'vitest';
import { fillPath, queryString } from '#contract/match.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { portOf } from '../../../lib/port-of.ts';
import { startSandbox } from '../../claritalk/sandbox.ts';
import type { SystemSettings } from '../../lib/system-sandbox.ts';
import { apiToken } from '../credentials.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

export interface Request {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: object;
  readonly body?: unknown;
  readonly token?: string | null;
}

/** Without simulated clients, and with limits that no test reaches. */
const calm: Partial<SystemSettings> = { simulated: false, sendsPerSecond: 100_000 };

/** A sandbox that runs already, for someone else. */
interface Running {
  readonly url: string;
  readonly dataDir: string;
}

/** A running sandbox on a free port, of which Chat2Desk is used. */
export class DeskWorld {
  readonly #dataDir: string;
  readonly #settings: Partial<SystemSettings>;
  #sandbox: { url: string; close?(): Promise<void> } | undefined;
  #log: string[] = [];

  /** @param running is used as it is: it need not be started, and is not stopped. */
  constructor(settings: Partial<SystemSettings> = {}, running?: Running) {
    this.#settings = { ...calm, ...settings };
    this.#dataDir = running?.dataDir ?? mkdtempSync(join(tmpdir(), 'desk-'));
    this.#sandbox = running;
  }

  async start(): Promise<void> {
    this.#sandbox = await startSandbox({
      port: 0,
      dataDir: this.#dataDir,
      meetings: 2,
      dashboardOrigins: [],
      systems: this.#settings,
      log: (line) => this.#log.push(line),
    });
  }

  async stop(): Promise<void> {
    await this.#sandbox?.close?.();
  }

  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  get url(): string {
    if (!this.#sandbox) throw new Error('not started');
    return `${this.#sandbox.url}/systems/chat2desk`;
  }

  get log(): string {
    return this.#log.join('\n');
  }

  /** Runs SQL behind the server's back. */
  sql(sql: string, ...values: (string | number | null)[]): Record<string, unknown>[] {
    const database = new DatabaseSync(join(this.#dataDir, 'chat2desk.sqlite'));
    try {
      database.exec('PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF');
      return database.prepare(sql).all(...values);
    } finally {
      database.close();
    }
  }

  /** Sends a request as the gateway would; a success must fit the row, an error one of the system's forms. */
  async call(operation: ConnectedOperation, request: Request = {}): Promise<Answer> {
    const { params, query, body, token = apiToken } = request;
    const response = await fetch(`${this.url}${fillPath(operation.path, params)}${queryString(query)}`, {
      method: operation.upstreamMethod,
      headers: {
        ...(token === null ? {} : { authorization: token }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: Answer = { status: response.status, body: await response.json() };
    const isError = answer.body.status === 'error' || answer.body.status === 'failure';
    if (answer.status < 300 && !isError) {
      expect(v.safeParse(operation.response, answer.body).issues).toBeUndefined();
    }
    return answer;
  }

  /** Sends a request that succeeds, and returns its `data`. */
  async data(operation: ConnectedOperation, request: Request = {}) {
    const answer = await this.call(operation, request);
    expect(answer.status, JSON.stringify(answer.body)).toBe(operation.successStatuses[0]);
    return answer.body.data;
  }

  /** Posts to the helpers of the sandbox. */
  async post(path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${this.#sandbox?.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
}

export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: payloads of every shape
  readonly payload: any;
}

/** Receives webhooks on this machine. */
export class Receiver {
  readonly deliveries: Delivery[] = [];
  /** The response; 500 refuses a delivery. */
  status = 200;
  answer = '';
  #server: Server | undefined;
  #waiting: (() => void)[] = [];

  async start(): Promise<string> {
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const text = Buffer.concat(parts).toString('utf8');
      this.deliveries.push({ headers: request.headers, text, payload: JSON.parse(text) });
      response.writeHead(this.status).end(this.answer);
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${portOf(server)}/hook`;
  }

  /** Waits for a matching delivery, past or future. */
  async delivery(fits: (delivery: Delivery) => boolean): Promise<Delivery> {
    for (;;) {
      const found = this.deliveries.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  of(hookType: string): Promise<Delivery> {
    return this.delivery(({ payload }) => payload.hook_type === hookType);
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }
}
