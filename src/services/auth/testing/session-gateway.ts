import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Session } from '../session.ts';

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** It waits for this. */
  readonly after?: Promise<unknown>;
}

/** What a gateway gives for a token of that person. */
export const token = (value: string, expires_in = 3600, subjectKey = 'owen'): Reply => ({
  status: 200,
  body: { access_token: value, expires_in, token_type: 'Bearer', subjectKey },
});

/** The same, as the page that signed in hands it over. */
export const given = (accessToken: string, subject = 'owen') => ({ accessToken, expiresIn: 3600, subject });

export const state = (signedIn: boolean, subjectKey: string | null = signedIn ? 'owen' : null): Reply => ({
  status: 200,
  body: { signedIn, subjectKey },
});

/** A gateway that gives the configured replies one after the other, and then fails. */
export class SessionGateway {
  replies: Reply[] = [];
  readonly requests: string[] = [];
  /** How far the server's clock is ahead of the pages'. */
  serverAheadMs = 0;
  /** The pages of one browser hear each other on it. */
  readonly channel = `session-${randomUUID()}`;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      request.resume().on('end', async () => {
        const reply = this.replies.shift() ?? { status: 500 };
        await reply.after;
        const date = new Date(Date.now() + this.serverAheadMs).toUTCString();
        response.writeHead(reply.status, { 'Content-Type': 'application/json', Date: date });
        response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
      });
    });
  }

  static async start(): Promise<SessionGateway> {
    const gateway = new SessionGateway();
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  /** A page of the browser. */
  page(): Session {
    const { port } = this.#server.address() as AddressInfo;
    return new Session((path, init) => fetch(`http://127.0.0.1:${port}${path}`, init), this.channel);
  }

  /** From now on nobody answers. */
  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
