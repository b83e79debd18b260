import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server } from 'socket.io';
import type { Database } from '../../lib/database.ts';
import { ApiError, badRequest } from '../../lib/errors.ts';
import { identify } from '../caller.ts';
import type { TokenKeys } from '../oauth/keys.ts';
import type { ClientEvents, ConnectAnswer, ConnectCommand, ServerEvents } from './protocol.ts';

/** A desktop application that takes longer than this counts as away. Milliseconds. */
const answerMs = 15_000;

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const localHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const unavailable = (message: string) => new ApiError(503, message);

/** The Socket.IO server that Claritalk's desktop applications connect to, each with a token of its user. */
export class ConnectServer {
  readonly #io: Server<ClientEvents, ServerEvents, DefaultEventsMap, { userId: number }>;
  /** One for each HTTP server. */
  readonly #engines: { close(): void }[] = [];

  constructor({ database, keys }: { readonly database: Database; readonly keys: TokenKeys }) {
    this.#io = new Server({
      serveClient: false,
      // Commands are small; nothing that is larger is one.
      maxHttpBufferSize: 64 * 1024,
      // Pages of other sites, or of names that lead here, have no business with it.
      allowRequest: ({ headers }, done) =>
        done(
          null,
          localHost.test(headers.host ?? '') && localOrigin.test(headers.origin ?? 'http://localhost'),
        ),
    });
    this.#io.use((socket, next) => {
      const token: unknown = socket.handshake.auth.token;
      identify(database, keys, `Bearer ${typeof token === 'string' ? token : ''}`).then(
        (caller) => {
          if (caller.kind === 'service') return next(new Error('Not for service accounts.'));
          socket.data.userId = caller.user.id;
          return next();
        },
        () => next(new Error('Unauthenticated.')),
      );
    });
  }

  /** Takes connections on an HTTP server, beside whatever else it serves. */
  attach(server: HttpServer): void {
    this.#io.attach(server);
    this.#engines.push(this.#io.engine);
  }

  /**
   * Sends a command to the desktop application of a user, the one that connected last, and answers what it
   * answers.
   *
   * @throws ApiError 503 when there is none or it does not answer, 400 when it refuses.
   */
  async send(
    userId: number,
    command: ConnectCommand,
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    const socket = [...this.#io.sockets.sockets.values()].findLast(({ data }) => data.userId === userId);
    if (!socket) throw unavailable('Claritalk Connect desktop client is not connected');
    let answer: ConnectAnswer;
    try {
      answer = await socket.timeout(answerMs).emitWithAck('command', command);
    } catch {
      throw unavailable('Claritalk Connect desktop client did not answer');
    }
    if (!answer.ok) throw badRequest(answer.message);
    return answer.data;
  }

  /**
   * Ends all connections in a way that lets applications come back by themselves. The HTTP servers are closed by
   * whoever made them.
   */
  close(): void {
    for (const engine of this.#engines) engine.close();
  }
}
