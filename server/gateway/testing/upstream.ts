import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultTimeouts, type UpstreamTimeouts } from '../../upstreams/client.ts';

/** Of a gateway that a system keeps waiting. Only for that: on a busy machine, nothing is certain to be done so soon. */
export const impatient: UpstreamTimeouts = {
  ...defaultTimeouts,
  headers: 500,
  body: 500,
  answer: 800,
  token: 500,
};

/** A request as the server behind the gateway got it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** A small real server in place of a system: it records what arrives and responds as a test says. */
export class TestUpstream {
  readonly received: ReceivedRequest[] = [];
  /** Requests that ended before their body was complete. */
  broken = 0;
  /** Without it bodies are read and forgotten: they are received as empty. */
  isKeeping = true;
  /** Told of a request whose body may still be under way. */
  arriving: (request: IncomingMessage) => void = () => undefined;
  answer: Answer = (_request, response) => json(response, 200, { message: 'pong' });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      this.arriving(request);
      request.on('data', (piece: Buffer) => {
        if (this.isKeeping) pieces.push(piece);
      });
      request.on('error', () => {
        this.broken += 1;
      });
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const received = { method, url, headers, body: Buffer.concat(pieces) };
        this.received.push(received);
        this.answer(received, response);
      });
    });
  }

  static async start(port = 0): Promise<TestUpstream> {
    const upstream = new TestUpstream();
    await new Promise<void>((resolve) => upstream.#server.listen(port, '127.0.0.1', resolve));
    return upstream;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Responds with numbered tokens at the token endpoint, and with 200 elsewhere. */
export function tokens(options: { expiresIn?: number; accessToken?: string } = {}): Answer {
  let count = 0;
  return (request, response) => {
    if (request.url !== '/oauth/token') return json(response, 200, { message: 'pong' });
    count += 1;
    json(response, 200, {
      token_type: 'Bearer',
      expires_in: options.expiresIn ?? 3600,
      access_token: options.accessToken ?? `access-secret-${count}`,
      refresh_token: `refresh-secret-${count}`,
    });
  };
}
