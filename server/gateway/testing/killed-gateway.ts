import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

/** The server as a separate process, without a Claritalk: a delivery is accepted without asking anyone. */
export class KilledGateway {
  readonly directory = mkdtempSync(join(tmpdir(), 'push-kill-'));
  readonly #port: number;
  readonly #env: Readonly<Record<string, string>>;
  #process: ChildProcess | undefined;

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.#port = port;
    this.#env = env;
  }

  /** Picks a port and a folder; nothing runs yet. */
  static async prepare(env: Readonly<Record<string, string>>): Promise<KilledGateway> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    return new KilledGateway(port, env);
  }

  async start(): Promise<void> {
    this.#process = spawn(process.execPath, [join(import.meta.dirname, '../../main.ts')], {
      env: {
        PATH: process.env.PATH,
        ENV_FILE: '',
        PORT: String(this.#port),
        DATA_DIR: this.directory,
        // Claritalk is not there, and is not needed.
        CLARITALK_URL: 'http://127.0.0.1:1',
        CLARITALK_CLIENT_ID: 'id',
        CLARITALK_CLIENT_SECRET: 'secret',
        ...this.#env,
      },
      stdio: 'ignore',
    });
    const healthy = () =>
      fetch(`http://localhost:${this.#port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(healthy, { timeout: 15_000 }).toBe(true);
  }

  /** Posts JSON. @returns whether it got a 2xx. */
  post(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
    return fetch(`http://localhost:${this.#port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }).then(
      (response) => response.ok,
      () => false,
    );
  }

  async kill(): Promise<void> {
    const running = this.#process;
    running?.kill('SIGKILL');
    if (running) await once(running, 'exit');
    this.#process = undefined;
  }

  end(): void {
    this.#process?.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }
}
