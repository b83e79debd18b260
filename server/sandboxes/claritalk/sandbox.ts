import { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { codeOf } from '../../lib/error-code.ts';
import { portOf } from '../../lib/port-of.ts';
import { Database } from '../lib/database.ts';
import { Faults } from '../lib/faults.ts';
import { Systems } from '../systems/systems.ts';
import { createApp } from './app.ts';
import { AudioStore } from './audio/audio-store.ts';
import { Processing } from './audio/processing.ts';
import { ConnectServer } from './connect/connect-server.ts';
import { accounts } from './credentials.ts';
import { plan } from './migrations.ts';
import { TokenKeys } from './oauth/keys.ts';
import { RateLimiter } from './rate-limit.ts';
import { seed } from './seed/seed.ts';
import type { Services } from './services.ts';
import { resolveSettings, type SandboxOptions, type Settings } from './settings.ts';
import { Webhooks } from './webhooks.ts';

function createServices(settings: Settings, origin: () => string): Services {
  const database = new Database(settings.dataDir, plan);
  const webhooks = new Webhooks(database, settings);
  const audio = new AudioStore(settings.dataDir);
  const keys = new TokenKeys(settings.dataDir);
  const faults = new Faults();
  return {
    settings,
    database,
    webhooks,
    audio,
    keys,
    connect: new ConnectServer({ database, keys }),
    limiter: new RateLimiter(settings.limits),
    faults,
    systems: new Systems({ ...settings, settings: settings.systems, faults, origin }),
    processing: new Processing({ database, settings, webhooks, audio }),
    communicated: [],
    switches: { strictTotals: settings.strictTotals },
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(portOf(server));
    });
  });
}

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1 with the same port, so that `localhost` reaches
 * the sandbox whichever of the two a client tries first.
 */
async function listenOnLoopback(
  make: () => Server,
  port: number,
): Promise<{ port: number; servers: Server[] }> {
  for (let attempt = 1; ; attempt++) {
    const [four, six] = [make(), make()];
    const actual = await listen(four, '127.0.0.1', port);
    try {
      await listen(six, '::1', actual);
      return { port: actual, servers: [four, six] };
    } catch (error) {
      // No IPv6 on this machine.
      if (codeOf(error) !== 'EADDRINUSE') return { port: actual, servers: [four] };
      four.close();
      if (port !== 0 || attempt === 10) throw error;
    }
  }
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** A local Claritalk that runs. */
export interface RunningSandbox {
  readonly url: string;
  /** The first of its accounts, an admin; `organisation` is the topmost. */
  readonly admin: { readonly organisation: string; readonly uuid: string; readonly name: string };
  close(): Promise<void>;
}

function adminOf({ database }: Services): RunningSandbox['admin'] {
  const found = database.get<RunningSandbox['admin']>(
    `SELECT organisations.uuid AS organisation, users.uuid, users.name
     FROM users JOIN organisations ON organisations.id = users.organisation_id WHERE users.email = ?`,
    accounts[0].email,
  );
  if (!found) throw new Error('The sandbox has no admin.');
  return found;
}

/**
 * Starts a local Claritalk on the loopback addresses.
 *
 * @returns it; `close` ends connections and timers and closes the database.
 * @throws Error in one sentence when a setting makes no sense or the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const settings = resolveSettings(options, process.env);
  let url = '';
  const services = createServices(settings, () => url);
  const { connect, database, processing, systems, webhooks } = services;
  try {
    seed(database, settings);
    const app = createApp(services);
    // `createAdaptorServer` makes an HTTP/1 server unless asked for another.
    const make = () => {
      const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
      if (!(server instanceof Server)) throw new TypeError('no HTTP/1 server');
      // Longer than clients keep a connection for, so that none is closed under a request on a busy machine.
      server.keepAliveTimeout = 65_000;
      return server;
    };
    const { port, servers } = await listenOnLoopback(make, options.port);
    for (const server of servers) connect.attach(server);
    processing.resume();
    url = `http://localhost:${port}`;
    return {
      url,
      admin: adminOf(services),
      close: async () => {
        connect.close();
        await Promise.all(servers.map(stop));
        await processing.close();
        await webhooks.settle();
        await systems.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    if (codeOf(error) === 'EADDRINUSE') throw new Error(`Port ${options.port} is already in use.`);
    throw error;
  }
}
