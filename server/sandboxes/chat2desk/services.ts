import type { Database } from '../lib/database.ts';
import type { Surroundings } from '../lib/system-sandbox.ts';
import type { Hooks } from './hooks/hooks.ts';
import type { SimulatedClients } from './simulation/simulated-clients.ts';
import type { SendLimit } from './web/limits.ts';

/** Everything a handler works with. */
export interface Services {
  readonly database: Database;
  readonly hooks: Hooks;
  readonly clients: SimulatedClients;
  readonly sends: SendLimit;
  readonly settings: Surroundings['settings'];
}
