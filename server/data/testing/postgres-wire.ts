import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire to PostgreSQL that tests can cut. */
export interface PostgresWire {
  /** The address of the database through it. */
  readonly url: string;
  /** Loses all connections; new ones are refused until it is mended. */
  cut(): Promise<void>;
  /** Nothing arrives, and nobody is told, until it is mended. */
  hold(): void;
  mend(): Promise<void>;
  /** What the gateway sends from now on is looked at first; true loses the connection instead of sending it. */
  watch(isLost: (sent: string) => boolean): void;
  end(): Promise<void>;
}

/** @param url of a database, on a socket of this machine. */
export async function postgresWire(url: string): Promise<PostgresWire> {
  const target = new URL(url);
  const path = `${target.searchParams.get('host')}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  let isHeld = false;
  let isLost: (sent: string) => boolean = () => false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const server = createServer((near) => {
    const far = connect(path);
    keep(near);
    keep(far);
    near.on('data', (bytes) => {
      if (isLost(bytes.toString('latin1'))) for (const socket of [near, far]) socket.destroy();
      else if (!isHeld) far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!isHeld) near.write(bytes);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const lose = () => {
    for (const socket of sockets) socket.destroy();
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    lose();
    await closed;
  };
  const port = await listen(0);
  return {
    url: `postgres://postgres@127.0.0.1:${port}${target.pathname}`,
    cut: close,
    hold() {
      isHeld = true;
    },
    async mend() {
      isHeld = false;
      isLost = () => false;
      if (!server.listening) await listen(port);
    },
    watch(given) {
      isLost = given;
    },
    end: close,
  };
}
