import type { HttpBindings } from '@hono/node-server';
import type { AudioStore } from './audio/audio-store.ts';
import type { Processing } from './audio/processing.ts';
import type { ConnectServer } from './connect/connect-server.ts';
import type { Database } from './database.ts';
import type { Faults } from './faults.ts';
import type { TokenKeys } from './oauth/keys.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Settings } from './settings.ts';
import type { Webhooks } from './webhooks.ts';

/** Everything a request handler works with. */
export interface Services {
  readonly settings: Settings;
  readonly database: Database;
  readonly keys: TokenKeys;
  readonly limiter: RateLimiter;
  readonly faults: Faults;
  readonly audio: AudioStore;
  readonly webhooks: Webhooks;
  readonly processing: Processing;
  readonly connect: ConnectServer;
  /** What may change while the sandbox runs. */
  readonly switches: { strictTotals: boolean };
}

/** Hono's types: the Node request and response behind each call, and what the log line will say. */
export interface HonoTypes {
  Bindings: HttpBindings;
  Variables: { operation: string; caller: string; limits: Readonly<Record<string, string>> | undefined };
}
