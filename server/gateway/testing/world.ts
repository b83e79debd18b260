import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from '../gateway.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { createLogger } from '../log.ts';
import { defaultTimeouts } from '../upstream.ts';
import { TestUpstream, tokens } from './upstream.ts';

export const clientId = 'dashboard-client';
export const clientSecret = 'client-secret-of-the-test';
export const verifier = 'v'.repeat(43);

/** A gateway with a real server behind it, its data in a folder of its own. */
export class World {
  readonly upstream: TestUpstream;
  readonly dataDir: string;
  /** Every line that the gateway logged. */
  readonly lines: string[] = [];
  readonly #overrides: Partial<GatewayOptions>;
  #gateway: Gateway | undefined;

  private constructor(upstream: TestUpstream, dataDir: string, overrides: Partial<GatewayOptions>) {
    this.upstream = upstream;
    this.dataDir = dataDir;
    this.#overrides = overrides;
  }

  static async start(overrides: Partial<GatewayOptions> = {}): Promise<World> {
    const upstream = await TestUpstream.start();
    upstream.answer = tokens();
    const world = new World(upstream, await mkdtemp(join(tmpdir(), 'claritalk-gateway-')), overrides);
    await world.run();
    return world;
  }

  /** Starts the gateway, again if it ran before. */
  async run(overrides: Partial<GatewayOptions> = {}): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = await startGateway({
      host: '127.0.0.1',
      port: 0,
      dataDir: this.dataDir,
      distDir: join(this.dataDir, 'dist'),
      claritalk: { url: this.upstream.url, clientId, clientSecret },
      scope: 'api.connect offline_access',
      sessionDays: 30,
      uploadChunkBytes: 1024,
      indexRequestsPerMinute: 240,
      liveUpdates: true,
      keptDeliveries: 1000,
      keptDeliveryDays: 30,
      sandbox: false,
      version: '1.2.3',
      log: createLogger('debug', (line) => this.lines.push(line)),
      timeouts: { ...defaultTimeouts, headers: 1_000, body: 1_000, token: 1_000, health: 500 },
      ...this.#overrides,
      ...overrides,
    });
  }

  get url(): string {
    return this.#gateway?.url ?? '';
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    await this.#gateway?.close();
    await this.upstream.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Posts to the token endpoint as a page of the dashboard does. */
  token(form: Record<string, string> | string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/oauth/token`, {
      method: 'POST',
      headers: {
        origin: this.url,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** The form of a sign-in. */
  get codeForm(): Record<string, string> {
    return {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: `${this.url}/auth/callback`,
      code: 'the-code',
      code_verifier: verifier,
    };
  }

  /** Signs in and answers the cookie, as a `Cookie` header. */
  async signIn(): Promise<string> {
    const response = await this.token(this.codeForm);
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  renew(cookie: string): Promise<Response> {
    return this.token({ grant_type: 'refresh_token', refresh_token: 'server-held' }, { cookie });
  }

  /** Asks the proxy as a page of the dashboard does. */
  api(path: string, cookie: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    return fetch(`${this.url}/api${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        authorization: 'Bearer access-secret-1',
        cookie,
        'sec-fetch-site': 'same-origin',
        'sec-fetch-dest': 'empty',
        ...(init.headers as Record<string, string>),
      },
    });
  }

  /** Sends bytes as they are and answers what comes back until the connection ends. */
  raw(text: string | Buffer, port = this.port): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.on('data', (part) => {
        answer += part.toString('latin1');
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
      socket.setTimeout(3_000, () => socket.destroy());
    });
  }

  /** Status of a request whose target and further header lines are sent as they are. */
  async rawStatus(method: string, target: string, headerLines: readonly string[] = []): Promise<number> {
    const lines = [`${method} ${target} HTTP/1.1`, `Host: localhost:${this.port}`, ...headerLines];
    const answer = await this.raw([...lines, 'Connection: close', '', ''].join('\r\n'));
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  }
}
