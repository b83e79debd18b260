/** A gateway in a process of its own, with a sandbox behind it, and what lies between browser, gateway and Claap. */
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../server/gateway/testing/admin-world.ts';
import { GatewayProcess } from '../../server/gateway/testing/gateway-process.ts';
import { World } from '../../server/sandboxes/claritalk/contract/world.ts';
import { personalAccessTokens } from '../../server/sandboxes/claritalk/credentials.ts';
import { Between } from './between.ts';

const mebibyte = 1024 * 1024;
/** The beginning of a WebM file. */
const webmHead = [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d];

export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'claritalk-bench-'));
  readonly before = new Between(() => this.gateway.url);
  readonly behind = new Between(() => this.sandbox.url);
  #sandbox: World | undefined;
  #gateway: GatewayProcess | undefined;

  /** `more`: environment of the gateway. */
  static async start(more: Readonly<Record<string, string>> = {}): Promise<Place> {
    const place = new Place();
    await place.before.start();
    await place.behind.start();
    place.#sandbox = new World({
      meetings: 2,
      systems: { simulated: false, processedAfterMs: 0 },
      dashboardOrigins: [place.url],
    });
    await place.#sandbox.start();
    place.#gateway = new GatewayProcess(
      {
        ...more,
        PORT: String(await freePort()),
        DATA_DIR: join(place.folder, 'gateway'),
        DIST_DIR: join(import.meta.dirname, '../../dist'),
        PUBLIC_URL: place.url,
        CLARITALK_URL: place.#sandbox.url,
        SYSTEMS_URL: `http://127.0.0.1:${place.behind.port}/systems`,
      },
      'sandboxed-gateway.ts',
    );
    await place.gateway.start();
    return place;
  }

  /** Where browsers go. */
  get url(): string {
    return `http://localhost:${this.before.port}`;
  }

  get sandbox(): World {
    if (!this.#sandbox) throw new Error('not started');
    return this.#sandbox;
  }

  get gateway(): GatewayProcess {
    if (!this.#gateway) throw new Error('not started');
    return this.#gateway;
  }

  /** Ends the gateway at once, and starts it again. */
  async kill(): Promise<void> {
    this.gateway.kill();
    await this.gateway.ended();
    await this.gateway.start();
  }

  /** Has a meeting of ada. Returns its UUID. */
  async meet(name: string): Promise<string> {
    const response = await fetch(`${this.sandbox.url}/api/meetings`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${personalAccessTokens.ada}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name, user_id: this.sandbox.accountUuid('ada') }),
    });
    return ((await response.json()) as { id: string }).id;
  }

  /** Writes a file no two places of which are the same. Returns its path and SHA-256. */
  write(name: string, mebibytes: number): { readonly path: string; readonly sha256: string } {
    const path = join(this.folder, name);
    const file = openSync(path, 'w');
    const whole = createHash('sha256');
    const stream = createCipheriv('aes-128-ctr', createHash('md5').update(name).digest(), Buffer.alloc(16));
    for (let part = 0; part < mebibytes; part += 1) {
      const bytes = stream.update(Buffer.alloc(mebibyte));
      if (part === 0) bytes.set(webmHead);
      whole.update(bytes);
      writeSync(file, bytes);
    }
    closeSync(file);
    return { path, sha256: whole.digest('hex') };
  }

  async stop(): Promise<void> {
    this.gateway.kill();
    await this.gateway.ended();
    await this.before.stop();
    await this.behind.stop();
    await this.sandbox.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
