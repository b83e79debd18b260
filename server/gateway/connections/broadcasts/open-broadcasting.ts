import { join } from 'node:path';
import type { Seal } from '../../sessions/sealed.ts';
import { BroadcastStore } from './broadcast-store.ts';
import { Broadcaster } from './broadcaster.ts';
import { type Broadcasting, type BroadcastPace, usualBroadcastPace } from './broadcasting.ts';
import { Turns } from './turns.ts';

export interface OpenBroadcasting {
  readonly broadcasting: Broadcasting;
  readonly broadcaster: Broadcaster;
  /** Forgets what is old. */
  sweep(): void;
  close(): Promise<void>;
}

/** Opens what is kept of broadcasts, below a folder, and continues with what was under way. */
export function openBroadcasting(
  dataDir: string,
  seal: Seal,
  given: Omit<Broadcasting, 'broadcasts' | 'turns' | 'pace'>,
  settings: Partial<BroadcastPace> = {},
): OpenBroadcasting {
  const broadcasts = new BroadcastStore(join(dataDir, 'broadcasts.sqlite'), seal);
  const pace = { ...usualBroadcastPace, ...settings };
  const broadcasting = { ...given, broadcasts, turns: new Turns(pace.perSecond), pace };
  const broadcaster = new Broadcaster(broadcasting);
  broadcasts.prune();
  broadcaster.resume().catch((error: unknown) => {
    given.log.error('broadcasts could not be continued', {
      error: error instanceof Error ? error.name : 'unknown',
    });
  });
  return {
    broadcasting,
    broadcaster,
    sweep: () => broadcasts.prune(),
    async close() {
      await broadcaster.close();
      broadcasts.close();
    },
  };
}
