import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { SystemId } from '#contract/system.ts';
import { createPostgresDatabase } from '../../data/testing/postgres.ts';
import { dashboardOrigin, World as SandboxWorld } from '../../sandboxes/claritalk/contract/world.ts';
import { freePort, type SignedIn, signInAt } from './admin-world.ts';
import { GatewayProcess } from './gateway-process.ts';
import { giveOn, passOn } from './pass-on.ts';
import { TestUpstream } from './upstream.ts';
import { sandboxKeys } from './walk-world.ts';

/** What gateways need that share their stores: a PostgreSQL and their secrets. */
export async function sharedSettings() {
  const secret = 'a secret that all gateways have, long enough';
  return { DATABASE_URL: await createPostgresDatabase(), SESSION_SECRET: secret, CONNECTIONS_SECRET: secret };
}

/** Lets the time pass after which others take over what a gateway held that does nothing any longer. */
export async function lapse(
  databaseUrl: string,
  ...held: ('leases' | 'ledger_holders' | 'call_meetings')[]
): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  for (const table of held)
    await client.query(`UPDATE ${table} SET ${table === 'call_meetings' ? 'held_until' : 'until'} = 0`);
  await client.end();
}

interface Options {
  readonly sandbox: ConstructorParameters<typeof SandboxWorld>[0];
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The gateway as a process of its own, which can be killed, with Claritalk and the systems of the sandbox behind a server that sees
 * each request and passes it on unless its `answer` is replaced; and an admin who asks.
 */
export class ProcessWorld {
  readonly sandbox: SandboxWorld;
  readonly dataDir = mkdtempSync(join(tmpdir(), 'claritalk-process-'));
  readonly between: TestUpstream;
  readonly gateway: GatewayProcess;
  /** Its environment; a change counts from the next start. */
  readonly settings: Record<string, string>;
  readonly #beside: GatewayProcess[] = [];
  #admin: SignedIn | undefined;

  private constructor(
    sandbox: SandboxWorld,
    between: TestUpstream,
    port: number,
    settings: Options['settings'],
  ) {
    this.sandbox = sandbox;
    this.between = between;
    this.settings = {
      PORT: String(port),
      DATA_DIR: this.dataDir,
      CLARITALK_URL: between.url,
      SYSTEMS_URL: `${between.url}/systems`,
      ...settings,
    };
    this.gateway = new GatewayProcess(this.settings, 'sandboxed-gateway.ts');
  }

  /** Starts everything and connects a system, if there is one. */
  static async start(
    system: SystemId | undefined,
    { sandbox: options, settings }: Options,
  ): Promise<ProcessWorld> {
    const sandbox = new SandboxWorld(options);
    await sandbox.start();
    const between = await TestUpstream.start();
    between.answer = (request, response) => {
      passOn(request, sandbox.url).then(
        (told) => giveOn(told, response),
        () => response.destroy(),
      );
    };
    const world = new ProcessWorld(sandbox, between, await freePort(), settings);
    await world.gateway.start();
    world.#admin = await signInAt(world.gateway.url, sandbox, 'ada@sandbox.test');
    if (!system) return world;
    const connected = await world.ask('PUT', `/connections/${system}`, {
      key: sandboxKeys[system],
      version: null,
    });
    if (connected.status !== 200) throw new Error(`${system} is not connected: ${connected.status}`);
    return world;
  }

  /** The admin’s. @throws before `start` is done */
  get token(): string {
    if (!this.#admin) throw new Error('nobody is signed in');
    return this.#admin.token;
  }

  /** Another gateway, with the same stores and a folder of its own. */
  async startBeside(): Promise<GatewayProcess> {
    const dataDir = mkdtempSync(join(this.dataDir, 'beside-'));
    const settings = { ...this.settings, PORT: String(await freePort()), DATA_DIR: dataDir };
    const gateway = new GatewayProcess(settings, 'sandboxed-gateway.ts');
    this.#beside.push(gateway);
    await gateway.start();
    return gateway;
  }

  /**
   * Asks as the admin, with a key of its own.
   * @param body bytes as they are, anything else as JSON. @param at which gateway
   */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    at: GatewayProcess = this.gateway,
  ) {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? 'application/octet-stream' : 'application/json';
    const response = await fetch(`${at.url}/admin${path}`, {
      method,
      headers: {
        origin: dashboardOrigin,
        'sec-fetch-site': 'same-origin',
        cookie: this.#admin?.cookie ?? '',
        authorization: `Bearer ${this.token}`,
        'idempotency-key': crypto.randomUUID(),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
    return { status: response.status, body: (await response.json().catch(() => undefined)) as any };
  }

  /** Starts the gateway again after it was killed, or kills it first. */
  async restart(): Promise<void> {
    this.gateway.kill();
    await this.gateway.ended();
    await this.gateway.start();
  }

  async stop(): Promise<void> {
    for (const gateway of [this.gateway, ...this.#beside]) {
      gateway.kill();
      await gateway.ended();
    }
    await this.between.stop();
    await this.sandbox.destroy();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
