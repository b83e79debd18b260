import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './admin-world.ts';
import { GatewayProcess } from './gateway-process.ts';

/** The server as a separate process, without a Claritalk: a delivery is accepted without asking anyone. */
export class KilledGateway {
  readonly directory = mkdtempSync(join(tmpdir(), 'push-kill-'));
  readonly #process: GatewayProcess;

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.#process = new GatewayProcess({
      PORT: String(port),
      DATA_DIR: this.directory,
      // Claritalk is not there, and is not needed.
      CLARITALK_URL: 'http://127.0.0.1:1',
      CLARITALK_CLIENT_ID: 'id',
      CLARITALK_CLIENT_SECRET: 'secret',
      ...env,
    });
  }

  /** Picks a port and a folder; nothing runs yet. */
  static async prepare(env: Readonly<Record<string, string>>): Promise<KilledGateway> {
    return new KilledGateway(await freePort(), env);
  }

  start(): Promise<void> {
    return this.#process.start();
  }

  /** Posts JSON. @returns whether it got a 2xx. */
  post(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
    return fetch(`${this.#process.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }).then(
      (response) => response.ok,
      () => false,
    );
  }

  async kill(): Promise<void> {
    this.#process.kill();
    await this.#process.ended();
  }

  end(): void {
    this.#process.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
