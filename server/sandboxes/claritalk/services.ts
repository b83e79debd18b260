import type { Database } from '../lib/database.ts';
import type { Faults } from '../lib/faults.ts';
import type { Systems } from '../systems/systems.ts';
import type { AudioStore } from './audio/audio-store.ts';
import type { Processing } from './audio/processing.ts';
import type { ConnectServer } from './connect/connect-server.ts';
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
  readonly systems: Systems;
  /** Bodies of `communicateWithIntegration` as they arrived, the latest last. */
  readonly communicated: unknown[];
  /** What may change while the sandbox runs. */
  readonly switches: { strictTotals: boolean };
}
