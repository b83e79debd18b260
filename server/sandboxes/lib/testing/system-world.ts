import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { fillPath, queryString } from '#contract/match.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { portOf } from '../../../lib/port-of.ts';
import { Faults } from '../faults.ts';
import type { NodeTypes } from '../node-types.ts';
import type { RunningSystem, SystemSandbox, SystemSettings } from '../system-sandbox.ts';

export interface Answer {
  readonly status: number;
  /** JSON, or undefined where the answer is something else or nothing. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A connected system alone, on a free port and with a folder of its own. */
export class SystemWorld {
  readonly settings: SystemSettings;
  readonly faults: Faults;
  readonly dataDir = mkdtempSync(join(tmpdir(), 'system-'));
  readonly #sandbox: SystemSandbox;
  readonly #headers: Readonly<Record<string, string>>;
  #server: Server | undefined;
  #system: RunningSystem | undefined;

  /** `headers`: what each request bears, such as the key. */
  constructor(
    sandbox: SystemSandbox,
    headers: Readonly<Record<string, string>>,
    settings: Partial<SystemSettings> = {},
  ) {
    this.#sandbox = sandbox;
    this.#headers = headers;
    this.faults = new Faults();
    this.settings = {
      simulated: true,
      callSound: false,
      readAfterMs: 2000,
      answerAfterMs: 5000,
      processedAfterMs: 3000,
      sendsPerSecond: 1000,
      requestsPerMonth: 1_000_000,
      hookRepeatedAfterMs: undefined,
      hookDisabledAfterMs: undefined,
      ...settings,
    };
  }

  async start(): Promise<void> {
    const { settings, faults } = this;
    const system = this.#sandbox.open({
      dataDir: this.dataDir,
      settings,
      faults,
      webhookHosts: [],
      origin: () => new URL(this.url).origin,
      log: () => {},
    });
    const root = `/systems/${this.#sandbox.id}`;
    const app = new Hono<NodeTypes>();
    app.all(`${root}/*`, (context) => {
      const [path = ''] = (context.env.incoming.url ?? '').split('?');
      return system.answer(context, path.slice(root.length));
    });
    this.#system = system;
    const server = createServer(getRequestListener(app.fetch));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    this.#server = server;
  }

  /** The running system, for what no operation does. */
  get system(): RunningSystem {
    if (!this.#system) throw new Error('not started');
    return this.#system;
  }

  get url(): string {
    if (!this.#server) throw new Error('not started');
    return `http://127.0.0.1:${portOf(this.#server)}/systems/${this.#sandbox.id}`;
  }

  /** Stops it; its folder stays, and it can be started again. */
  async stop(): Promise<void> {
    const server = this.#server;
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    await this.#system?.close();
    this.#server = undefined;
  }

  async destroy(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async send(url: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(url, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const body = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
    return { status: response.status, headers: response.headers, bytes, body };
  }

  /** Calls an operation as the gateway would; a form is sent as one. */
  call(operation: ConnectedOperation, { params, query, body, headers }: Request = {}): Promise<Answer> {
    const isForm = operation.bodyKind === 'form';
    const text = isForm ? queryString(body).slice(1) : JSON.stringify(body);
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    return this.send(`${this.url}${fillPath(operation.path, params)}${queryString(query)}`, {
      method: operation.upstreamMethod,
      headers: { ...(body === undefined ? {} : { 'Content-Type': type }), ...this.#headers, ...headers },
      ...(body === undefined ? {} : { body: text }),
    });
  }
}
