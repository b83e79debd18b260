import {
  request as ask,
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request on its way. */
export type Mishap =
  /** In the middle of its body it is answered with this, and no more of it is passed on. */
  | { readonly status: 429 | 503 }
  /** In the middle of its body the line breaks. */
  | 'broken'
  /** It arrives, and the response is lost. */
  | 'dropped'
  /** In the middle of its body something else happens, and the rest of it follows as far as it can. */
  | (() => void);

/** Passes requests on to another server a piece at a time, except for those that something happens to. */
export class Between {
  /** Decides what happens to a request; undefined for nothing. */
  meddle: (request: IncomingMessage) => Mishap | undefined = () => undefined;
  readonly #server: Server;
  readonly #target: () => string;

  /** @param target origin of the server behind it */
  constructor(target: () => string) {
    this.#target = target;
    this.#server = createServer((request, response) => this.#pass(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const mishap = this.meddle(request);
    const { method, url = '', headers } = request;
    const onward = ask(this.#target() + url, { method, headers, agent: false }, (answer) => {
      if (mishap === 'dropped') {
        answer.resume();
        answer.once('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    });
    onward.once('error', () => response.destroy());
    request.once('error', () => onward.destroy());
    response.once('close', () => onward.destroy());
    if (mishap !== undefined && mishap !== 'dropped') {
      const half = Number(headers['content-length'] ?? 0) / 2;
      let seen = 0;
      const watch = (piece: Buffer) => {
        seen += piece.length;
        if (seen < half) return;
        request.off('data', watch);
        if (typeof mishap === 'function') return mishap();
        request.unpipe(onward);
        onward.destroy();
        if (mishap === 'broken') return request.destroy();
        response.writeHead(mishap.status, { 'retry-after': '1', connection: 'close' }).end();
        request.resume();
      };
      request.on('data', watch);
    }
    request.pipe(onward);
  }
}
