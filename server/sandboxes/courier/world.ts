import type { Callbacks } from '../lib/callbacks.ts';
import type { Database } from '../lib/database.ts';
import type { Later } from '../lib/later.ts';
import type { SystemSettings } from '../lib/system-sandbox.ts';
import type { Entity, Store } from './store/store.ts';

/** Everything that handlers work with. */
export interface World {
  readonly database: Database;
  readonly store: Store;
  readonly later: Later;
  readonly settings: SystemSettings;
  readonly callbacks: Callbacks;
  /** Where files that were uploaded are. */
  readonly filesDir: string;
  /** Whose key it is: who acts where a request does not say. */
  readonly owner: { readonly individual: Entity; readonly user: Entity; readonly organization: Entity };
}

/** Now, or a time that comes after some ms, as Courier writes times. */
export const timeAfter = (ms = 0, from: number = Date.now()): string => new Date(from + ms).toISOString();
