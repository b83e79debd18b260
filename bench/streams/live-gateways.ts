/** Gateways as people start them, each in a process of its own, with pages that listen; the sandbox runs in the caller's. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serverEnvironment } from '../../scripts/lib/server-environment.ts';
import { postgresDatabases } from '../../server/data/postgres-database.ts';
import { sqliteDatabases } from '../../server/data/sqlite-database.ts';
import { announcePostgres, createPostgresDatabase } from '../../server/data/testing/postgres.ts';
import { Seal } from '../../server/gateway/sessions/sealed.ts';
import { sessionPlan } from '../../server/gateway/sessions/session-tables.ts';
import { openSessionStore } from '../../server/gateway/sessions/sessions.ts';
import { startSandbox } from '../../server/sandboxes/claritalk/sandbox.ts';
import { collecting } from '../garbage.ts';

const secret = () => randomBytes(32).toString('base64url');
const secrets = { session: secret(), hook: secret(), connections: secret() };
export const token = 'sandbox-pat-owen';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

export async function until(what: string, holds: () => boolean, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await pause(50);
  }
}

/** Resident memory of a process in MB. */
export const memoryOf = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** How many files and sockets a process has open. */
export const handlesOf = ({ pid }: ChildProcess): number => readdirSync(`/proc/${pid}/fd`).length;

export interface LiveGateway {
  readonly url: string;
  readonly process: ChildProcess;
}

export interface LiveGateways {
  readonly all: LiveGateway[];
  /** Of as many sessions as were asked for, as `Cookie` headers. */
  readonly cookies: readonly string[];
  /** Ids of so many meetings that everyone may read. */
  meetings(count: number): Promise<readonly string[]>;
  /** Starts one again that has ended. */
  restart(at: number): Promise<void>;
  /** Posts a delivery as Claritalk does, to any. Returns whether it got a 2xx. */
  deliver(id: string): Promise<boolean>;
  end(): Promise<void>;
}

/** Starts gateways: one with SQLite, several with one PostgreSQL. */
export async function startGateways(count: number, sessions: number): Promise<LiveGateways> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-gateways-'));
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const urls = ports.map((port) => `http://localhost:${port}`);
  const [publicUrl = ''] = urls;
  const sandbox = await startSandbox({
    port: 0,
    dataDir: join(dataDir, 'sandbox'),
    meetings: 50,
    dashboardOrigins: urls,
    defaultLimitPerMinute: 10_000_000,
  });
  const endPostgres = count > 1 ? announcePostgres(true) : async () => undefined;
  const databaseUrl = count > 1 ? await createPostgresDatabase() : '';

  async function signInAll(): Promise<string[]> {
    const directory = join(dataDir, '0', 'gateway');
    mkdirSync(directory, { recursive: true });
    const databases = databaseUrl === '' ? sqliteDatabases(directory) : postgresDatabases(databaseUrl);
    const store = await openSessionStore(await databases.open(sessionPlan), new Seal(secrets.session), 30);
    const tokens = { accessToken: token, accessExpiresAt: Date.now() + 86_400_000, refreshToken: undefined };
    const ids: string[] = [];
    for (let left = sessions; left > 0; left -= 20) {
      const some = Array.from({ length: Math.min(20, left) }, () => store.create(tokens));
      ids.push(...(await Promise.all(some)));
    }
    await databases.close();
    return ids.map((id) => `session=${id}`);
  }

  async function start(at: number): Promise<LiveGateway> {
    const url = urls[at] ?? '';
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/main.ts')], {
      env: {
        ...serverEnvironment(),
        ...collecting,
        PORT: String(ports[at]),
        PUBLIC_URL: publicUrl,
        DATA_DIR: join(dataDir, String(at)),
        DATABASE_URL: databaseUrl,
        SESSION_SECRET: secrets.session,
        CONNECTIONS_SECRET: secrets.connections,
        HOOK_SECRETS: secrets.hook,
        CLARITALK_URL: sandbox.url,
        CLARITALK_CLIENT_ID: 'sandbox-dashboard',
        CLARITALK_CLIENT_SECRET: 'sandbox-dashboard-secret',
        LOG_LEVEL: 'error',
      },
      stdio: 'ignore',
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const isHealthy = () =>
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isHealthy())) {
      if (child.exitCode !== null) throw new Error('a gateway did not start');
      await pause(100);
    }
    return { url, process: child };
  }

  const cookies = await signInAll();
  const all = await Promise.all(urls.map((_, at) => start(at)));
  let turn = 0;
  return {
    all,
    cookies,
    async meetings(limit) {
      const response = await fetch(`${sandbox.url}/api/meetings/list?limit=${limit}`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      });
      const listed: { id: string }[] = await response.json();
      return listed.map(({ id }) => id);
    },
    async restart(at) {
      all[at] = await start(at);
    },
    deliver(id) {
      turn += 1;
      return fetch(`${urls[turn % urls.length]}/hooks/${secrets.hook}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          event: 'meeting.status.changed',
          timestamp: new Date().toISOString(),
          data: { id, status: 'processing', nonce: randomUUID() },
        }),
      }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    async end() {
      for (const gateway of all) gateway.process.kill('SIGKILL');
      await sandbox.close();
      await endPostgres();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A page's stream, reopened whenever it breaks, at the next gateway. */
export class LivePage {
  readonly #gateways: readonly LiveGateway[];
  readonly #cookie: string;
  readonly #onEvent: (id: string) => void;
  #next: number;
  #lastEventId: string | undefined;
  #request: ClientRequest | undefined;
  #over = false;
  /** Which gateway it is at. */
  at = 0;
  connections = 0;

  constructor(
    gateways: readonly LiveGateway[],
    index: number,
    cookie: string,
    onEvent: (id: string) => void,
  ) {
    this.#gateways = gateways;
    this.#next = index;
    this.#cookie = cookie;
    this.#onEvent = onEvent;
    this.#open();
  }

  close(): void {
    this.#over = true;
    this.#request?.destroy();
  }

  #open(): void {
    if (this.#over) return;
    this.at = this.#next % this.#gateways.length;
    this.#next += 1;
    const headers = {
      cookie: this.#cookie,
      authorization: `Bearer ${token}`,
      ...(this.#lastEventId === undefined ? {} : { 'last-event-id': this.#lastEventId }),
    };
    let answered = false;
    const again = () => void setTimeout(() => this.#open(), Math.random() * 2_000);
    this.#request = get(`${this.#gateways[this.at]?.url}/events`, { headers }, (response) => {
      answered = true;
      if (response.statusCode !== 200) {
        response.resume();
        again();
        return;
      }
      this.connections += 1;
      response.once('close', again);
      this.#read(response);
    });
    this.#request.once('error', () => {
      // After a response, the end of the stream says so.
      if (!answered) again();
    });
  }

  #read(response: IncomingMessage): void {
    let rest = '';
    response.setEncoding('utf8').on('error', () => undefined);
    response.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('id: ')) this.#lastEventId = line.slice(4);
        const id = /^data: .*"change".*"id":"([^"]+)"/.exec(line)?.[1];
        if (id !== undefined) this.#onEvent(id);
      }
    });
  }
}
