import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { serverEnvironment } from '../../scripts/lib/server-environment.ts';

/** A fault as the sandbox's switch takes it; see the README of the project. */
export interface Fault {
  readonly operation: string;
  readonly times?: number;
  readonly status?: number;
  readonly delayMs?: number;
  readonly drop?: boolean;
  readonly retryAfter?: number;
  readonly afterProcessing?: boolean;
  /** The operation is at another path, until the faults are cleared. */
  readonly servedAt?: string;
}

/** Recordings are cut this small in the tests, so that a few seconds make several chunks. */
export const chunkBytes = 16 * 1024;

/** The built dashboard with gateway and sandbox, as a process of its own with its own data. */
export class Stack {
  readonly dashboard: string;
  readonly sandbox: string;
  readonly #dataDir: string;
  readonly #env: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #log = '';

  private constructor(
    ports: { dashboard: number; sandbox: number },
    dataDir: string,
    settings: Readonly<Record<string, string>>,
  ) {
    this.dashboard = `http://localhost:${ports.dashboard}`;
    this.sandbox = `http://localhost:${ports.sandbox}`;
    this.#dataDir = dataDir;
    this.#env = {
      ...serverEnvironment(),
      HOME: process.env.HOME,
      PORT: String(ports.dashboard),
      SANDBOX_PORT: String(ports.sandbox),
      DATA_DIR: dataDir,
      UPLOAD_CHUNK_BYTES: String(chunkBytes),
      // Each test signs in, in a browser that nobody knows.
      TOKEN_REQUESTS_PER_MINUTE: '6000',
      SANDBOX_MEETINGS: '600',
      SANDBOX_CONNECTED: '0',
      SANDBOX_PROCESSING_MS: '1500',
      // The index would take faults that are meant for the page; its own tests switch it on.
      INDEX_REQUESTS_PER_MINUTE: '0',
      // So would the gateway's questions whether someone may hear of a change.
      LIVE_UPDATES: '0',
      ...Object.fromEntries(
        Object.entries(settings).map(([name, value]) => [name, value.replace('PORT', `${ports.dashboard}`)]),
      ),
    };
  }

  /** `settings`: environment of the servers, beyond what every test has; `PORT` in them is the dashboard's. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<Stack> {
    const dataDir = await mkdtemp(join(tmpdir(), 'claritalk-e2e-'));
    const stack = new Stack({ dashboard: await freePort(), sandbox: await freePort() }, dataDir, settings);
    await stack.run();
    return stack;
  }

  /** Starts the servers and waits until both are ready. */
  async run(): Promise<void> {
    const main = join(import.meta.dirname, '../../server/main.ts');
    const child = spawn(process.execPath, [main], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    // A run that is broken off takes its servers with it.
    const end = () => child.kill();
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        this.#log = (this.#log + part.toString()).slice(-20_000);
      });
    }
    // Inventing a hundred thousand meetings takes a while.
    const deadline = Date.now() + (Number(this.#env.SANDBOX_MEETINGS) > 10_000 ? 180_000 : 30_000);
    while (!((await healthy(this.dashboard)) && (await healthy(this.sandbox)))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the servers did not start:\n${this.#log}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends the servers and keeps their data. */
  async halt(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const code = await exited;
    if (code !== 0) throw new Error(`the servers ended with ${code}:\n${this.#log}`);
  }

  async stop(): Promise<void> {
    try {
      await this.halt();
    } finally {
      await rm(this.#dataDir, { recursive: true, force: true });
    }
  }

  /** Runs SQL on the sandbox's database behind its back, for data that its API would never take. */
  sql(sql: string, ...values: (string | number | null)[]): void {
    const database = new DatabaseSync(join(this.#dataDir, 'sandbox', 'sandbox.sqlite'));
    try {
      database.exec('PRAGMA busy_timeout = 5000');
      database.prepare(sql).run(...values);
    } finally {
      database.close();
    }
  }

  /** Everything that both servers logged, as text. */
  get log(): string {
    return this.#log;
  }

  /** Makes the next calls of an operation fail. */
  fault(fault: Fault): Promise<unknown> {
    return this.#post('/sandbox/faults', fault);
  }

  /** Makes the next change by an admin fail before it is made: only changes ask again whose organisation theirs is. */
  failChange(): Promise<unknown> {
    return this.fault({ operation: 'getUser', status: 503 });
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.sandbox}/sandbox/faults`, { method: 'DELETE' });
    await this.resetRateLimits();
    await this.strictTotals(false);
  }

  /** The sandbox counts requests from the beginning again. */
  resetRateLimits(): Promise<unknown> {
    return this.#post('/sandbox/reset-rate-limits', {});
  }

  /** The requests to integrations as they arrived at the sandbox, the latest last. */
  async communicated(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const response = await fetch(`${this.sandbox}/sandbox/communicated`);
    return ((await response.json()) as { communicated: Record<string, unknown>[] }).communicated;
  }

  /** Whether chunks whose total changes are refused. */
  strictTotals(strictTotals: boolean): Promise<unknown> {
    return this.#post('/sandbox/switches', { strictTotals });
  }

  /** Whether recorded calls have sound. */
  callSound(callSound: boolean): Promise<unknown> {
    return this.#post('/sandbox/switches', { callSound });
  }

  /** Makes the access tokens (and the refresh tokens) of everyone invalid. */
  expireTokens(options: { readonly refresh?: boolean } = {}): Promise<unknown> {
    return this.#post('/sandbox/expire-tokens', options);
  }

  /** The audio that the sandbox joined from the chunks of a meeting. */
  async audio(meetingId: string): Promise<{ bytes: Buffer; sha256: string | null; type: string | null }> {
    const response = await fetch(`${this.sandbox}/sandbox/meetings/${meetingId}/audio`);
    if (!response.ok) throw new Error(`no audio: ${response.status} ${await response.text()}`);
    return {
      bytes: Buffer.from(await response.arrayBuffer()),
      sha256: response.headers.get('X-Audio-Sha256'),
      type: response.headers.get('Content-Type'),
    };
  }

  /** Asks the sandbox's API directly with a personal access token. */
  async api(path: string, token = 'sandbox-pat-owen', init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.sandbox}/api${path}`, {
      ...init,
      headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, ...init.headers },
    });
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${this.sandbox}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json().catch(() => undefined);
  }
}

async function healthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/healthz`).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status === 200;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
