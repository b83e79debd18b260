import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AuditEntry } from '#contract/gateway/admin.ts';
import { Browser, redirectUri, verifier } from '../../sandboxes/claritalk/contract/browser.ts';
import { dashboardOrigin, World as SandboxWorld } from '../../sandboxes/claritalk/contract/world.ts';
import { dashboardClient, serviceAccount } from '../../sandboxes/claritalk/credentials.ts';
import type { SandboxOptions } from '../../sandboxes/claritalk/settings.ts';
import { defaultTimeouts } from '../../upstreams/client.ts';
import { type Gateway, startGateway } from '../gateway.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { createLogger } from '../http/log.ts';

/** A signed-in browser: its cookie and the access token in its page. */
export interface SignedIn {
  readonly cookie: string;
  readonly token: string;
}

interface AdminRequest {
  readonly key?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs in at a gateway, in a browser that nobody knows. */
export async function signInAt(
  gateway: string,
  sandbox: SandboxWorld,
  email: string,
  origin = dashboardOrigin,
): Promise<SignedIn> {
  const back = origin === dashboardOrigin ? redirectUri : `${origin}/auth/callback`;
  const granted = await new Browser(sandbox).grant(email, { redirect_uri: back });
  const code = granted.searchParams.get('code') ?? '';
  const begun = await fetch(`${gateway}/session/sign-in`, {
    method: 'POST',
    headers: { origin },
  });
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const response = await fetch(`${gateway}/oauth/token`, {
    method: 'POST',
    headers: { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: dashboardClient.clientId,
      redirect_uri: back,
      code,
      code_verifier: verifier,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', token };
}

/** A port that is free now, for a process that must be told one: another can take it in the meantime. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The gateway with the real sandbox behind it. */
export class AdminWorld {
  readonly sandbox: SandboxWorld;
  readonly lines: string[] = [];
  #dataDir = '';
  #gateway: Gateway | undefined;
  #port = 0;
  #given: Partial<GatewayOptions> = {};

  private constructor(sandbox: SandboxWorld) {
    this.sandbox = sandbox;
  }

  static async start(options: Partial<SandboxOptions> = {}): Promise<AdminWorld> {
    const world = new AdminWorld(new SandboxWorld(options));
    await world.sandbox.start();
    world.#dataDir = await mkdtemp(join(tmpdir(), 'claritalk-admin-'));
    await world.run();
    return world;
  }

  /** Starts the gateway, or restarts it. `null`: without a service account. */
  async run(
    account: { clientId: string; clientSecret: string } | null | undefined = serviceAccount,
    overrides: Partial<GatewayOptions> = {},
  ): Promise<void> {
    await this.#gateway?.close();
    this.#given = { serviceAccount: account ?? undefined, ...overrides };
    // Any port that is free, which it keeps over restarts: its cookies belong to its address.
    this.#gateway = await startGateway(this.#options({ port: this.#port, ...this.#given }));
    this.#port = this.#gateway.port;
  }

  /** Starts another gateway with the same settings and stores, and a folder of its own. */
  async startBeside(): Promise<Gateway> {
    const dataDir = await mkdtemp(join(this.#dataDir, 'beside-'));
    return startGateway(this.#options({ ...this.#given, dataDir }));
  }

  #options(overrides: Partial<GatewayOptions>): GatewayOptions {
    return {
      host: '127.0.0.1',
      port: 0,
      publicUrl: dashboardOrigin,
      dataDir: this.#dataDir,
      distDir: join(this.#dataDir, 'dist'),
      claritalk: { url: this.sandbox.url, ...dashboardClient },
      scope: 'api.connect offline_access',
      sessionDays: 30,
      uploadChunkBytes: 1024,
      // Tests sign in more often than people do.
      tokenRequestsPerMinute: 6_000,
      indexRequestsPerMinute: 240,
      liveUpdates: true,
      keptDeliveries: 1000,
      keptDeliveryDays: 30,
      sandbox: true,
      version: '1.2.3',
      log: createLogger('debug', (line) => this.lines.push(line)),
      timeouts: defaultTimeouts,
      ...overrides,
    };
  }

  /** Stops the gateway; `run` starts it again. */
  async close(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.sandbox.destroy();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  signIn(email: string): Promise<SignedIn> {
    return signInAt(this.url, this.sandbox, email);
  }

  /** Sends a request as a page of the dashboard does. */
  async ask(who: SignedIn, method: string, path: string, { key, body, headers }: AdminRequest = {}) {
    const response = await fetch(`${this.url}/admin${path}`, {
      method,
      headers: {
        origin: dashboardOrigin,
        'sec-fetch-site': 'same-origin',
        cookie: who.cookie,
        authorization: `Bearer ${who.token}`,
        ...(key === null ? {} : { 'idempotency-key': key ?? randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
      body: text === '' ? undefined : (JSON.parse(text) as any),
      headers: response.headers,
    };
  }

  /** The newest entry of the audit log, read from its file. */
  lastEntry(): Partial<AuditEntry> & { actorUuid: string | null } {
    const row = this.auditSql(
      `SELECT i.id, action, target, change, a.uuid AS actorUuid, outcome, status, reason FROM audit_intents i
       LEFT JOIN audit_actors a ON a.intent_id = i.id LEFT JOIN audit_ends e ON e.intent_id = i.id
       ORDER BY i.id DESC LIMIT 1`,
    )[0];
    return row as Partial<AuditEntry> & { actorUuid: string | null };
  }

  auditSql(sql: string): Record<string, unknown>[] {
    const database = new DatabaseSync(join(this.#dataDir, 'audit.sqlite'));
    try {
      return database.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database.close();
    }
  }
}
