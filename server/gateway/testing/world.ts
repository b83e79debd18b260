import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultTimeouts } from '../../upstreams/client.ts';
import { type Gateway, startGateway } from '../gateway.ts';
import type { GatewayOptions } from '../gateway-options.ts';
import { createLogger } from '../http/log.ts';
import { TestUpstream, tokens } from './upstream.ts';

export const clientId = 'dashboard-client';
export const clientSecret = 'client-secret-of-the-test';
/** An access token of someone, as Claritalk makes them; each `id` is another one. */
export const jwtOf = (sub: string, id?: string): string => {
  const claims = JSON.stringify({ sub, aud: clientId, jti: id });
  return ['e30', Buffer.from(claims).toString('base64url'), 'signature'].join('.');
};
export const verifier = 'v'.repeat(43);

/** A gateway with a real server behind it and its own data folder. */
export class World {
  readonly upstream: TestUpstream;
  readonly dataDir: string;
  /** Every line that the gateway logged. */
  readonly lines: string[] = [];
  readonly #overrides: Partial<GatewayOptions>;
  #gateway: Gateway | undefined;
  /** Access tokens of pages by the cookie of their session. */
  readonly #pages = new Map<string, string>();

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

  /** Starts the gateway, or restarts it. */
  async run(overrides: Partial<GatewayOptions> = {}): Promise<void> {
    await this.close();
    this.#gateway = await startGateway({
      host: '127.0.0.1',
      port: 0,
      dataDir: this.dataDir,
      distDir: join(this.dataDir, 'dist'),
      claritalk: { url: this.upstream.url, clientId, clientSecret },
      scope: 'api.connect offline_access',
      sessionDays: 30,
      uploadChunkBytes: 1024,
      // Tests sign in more often than people do.
      tokenRequestsPerMinute: 6_000,
      indexRequestsPerMinute: 240,
      liveUpdates: true,
      keptDeliveries: 1000,
      keptDeliveryDays: 30,
      sandbox: false,
      version: '1.2.3',
      log: createLogger('debug', (line) => this.lines.push(line)),
      timeouts: defaultTimeouts,
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

  /** Stops the gateway; `run` starts it again. */
  async close(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = undefined;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.upstream.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Posts to the token endpoint as a page of the dashboard does. */
  async token(
    form: Record<string, string> | string,
    headers: Record<string, string> = {},
    signal: AbortSignal | null = null,
  ): Promise<Response> {
    const response = await fetch(`${this.url}/oauth/token`, {
      method: 'POST',
      signal,
      headers: {
        origin: this.url,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(form).toString(),
    });
    if (response.ok) {
      const cookie = sessionCookieOf(response) ?? headers.cookie ?? '';
      const { access_token: token } = (await response.clone().json()) as { access_token: string };
      this.#pages.set(cookie, token);
    }
    return response;
  }

  /** Returns the access token that a session's page has; undefined for an unknown session. */
  tokenOf(cookie: string): string | undefined {
    return this.#pages.get(cookie);
  }

  /** Starts a sign-in, and returns its cookie as a `Cookie` header. */
  async begin(): Promise<string> {
    const response = await fetch(`${this.url}/session/sign-in`, {
      method: 'POST',
      headers: { origin: this.url, 'sec-fetch-site': 'same-origin' },
    });
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  /** Starts a sign-in and redeems a code, in a browser that has these cookies. */
  async redeem(cookies = '', form: Record<string, string> = this.codeForm): Promise<Response> {
    const begun = await this.begin();
    return this.token(form, { cookie: cookies === '' ? begun : `${cookies}; ${begun}` });
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

  /** Signs in and returns the cookie as a `Cookie` header. */
  async signIn(): Promise<string> {
    return sessionCookieOf(await this.redeem()) ?? '';
  }

  renew(cookie: string): Promise<Response> {
    return this.token({ grant_type: 'refresh_token', refresh_token: 'server-held' }, { cookie });
  }

  /** Calls Claritalk through the gateway, as a page of the dashboard does. */
  api(path: string, cookie: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    return this.ask(`/api${path}`, cookie, init);
  }

  /** Calls the gateway as a page of the dashboard does. */
  ask(path: string, cookie: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    return fetch(this.url + path, {
      redirect: 'manual',
      ...init,
      headers: {
        authorization: `Bearer ${this.tokenOf(cookie) ?? 'access-secret-1'}`,
        cookie,
        'sec-fetch-site': 'same-origin',
        'sec-fetch-dest': 'empty',
        ...(init.headers as Record<string, string>),
      },
    });
  }

  /** Sends raw bytes and returns what comes back until the connection ends. */
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

  /** Returns the status of a request whose target and further header lines are sent unchanged. */
  async rawStatus(method: string, target: string, headerLines: readonly string[] = []): Promise<number> {
    const lines = [`${method} ${target} HTTP/1.1`, `Host: localhost:${this.port}`, ...headerLines];
    const answer = await this.raw([...lines, 'Connection: close', '', ''].join('\r\n'));
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  }
}

/** Returns the session that a response gives the browser, as a `Cookie` header. */
export const sessionCookieOf = (response: Response): string | undefined =>
  response.headers
    .getSetCookie()
    .find((cookie) => /^(__Host-)?session=[^;]/.test(cookie))
    ?.split(';')[0];
