import type { Later } from '../lib/later.ts';
import { handlersOf } from '../lib/row-handler.ts';
import type { SystemSettings } from '../lib/system-sandbox.ts';
import type { Hooks } from './hooks/hooks.ts';
import type { Recordings } from './store/recordings.ts';

/** Everything a handler works with. */
export interface Services {
  readonly recordings: Recordings;
  readonly later: Later;
  readonly hooks: Hooks;
  readonly settings: SystemSettings;
  /** Where payloads are. */
  readonly filesDir: string;
  /** Hosts beyond loopback that payloads may be fetched from. */
  readonly hosts: readonly string[];
  /** Recordings up to this number no longer count. */
  readonly counting: { after: number };
}

export const handle = handlersOf<Services>();
