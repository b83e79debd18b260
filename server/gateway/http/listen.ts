import type { Server } from 'node:http';
import { codeOf } from '../../lib/error-code.ts';
import { portOf } from '../../lib/port-of.ts';
import { backlog } from './connections.ts';

const closeGraceMs = 3_000;

/**
 * Listens on a host; `localhost` means 127.0.0.1 and, where the machine has it, ::1 with the same port, because
 * clients differ in which of the two they try first.
 *
 * @param make creates another server of the same kind.
 * @throws NodeJS.ErrnoException when the address or port cannot be used.
 */
export async function listen(make: () => Server, host: string, port: number): Promise<[Server, ...Server[]]> {
  const first = make();
  await bind(first, host === 'localhost' ? '127.0.0.1' : host, port);
  if (host !== 'localhost') return [first];
  const second = make();
  try {
    await bind(second, '::1', portOf(first));
    return [first, second];
  } catch (error) {
    // Without IPv6, one is enough. A port that is free on only one of the two is left, and the next one tried.
    if (codeOf(error) !== 'EADDRINUSE') return [first];
    first.close();
    if (port !== 0) throw error;
    return listen(make, host, port);
  }
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Accepts no more connections and waits a few seconds for running requests. */
export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  await closed;
  clearTimeout(impatience);
}
