import { OwnedWork } from '../../../data/owned-work.ts';
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

/** Sends broadcasts, and continues with what was under way: in one gateway at a time, which another takes over from. */
export function openBroadcasting(
  given: Omit<Broadcasting, 'turns' | 'pace'>,
  settings: Partial<BroadcastPace> = {},
): OpenBroadcasting {
  const { broadcasts, leases, log } = given;
  const pace = { ...usualBroadcastPace, ...settings };
  const broadcasting = { ...given, turns: new Turns(pace.perSecond), pace };
  const broadcaster = new Broadcaster(broadcasting);
  const failed = (message: string) => (error: unknown) =>
    log.error(message, { error: error instanceof Error ? error.name : 'unknown' });
  const sweep = () => void broadcasts.prune().catch(failed('broadcasts could not be tidied up'));
  sweep();
  const owned = new OwnedWork({
    leases,
    name: 'broadcasts',
    work: (ownership) => broadcaster.work(ownership),
    failed: failed('broadcasts could not be continued'),
  });
  return {
    broadcasting,
    broadcaster,
    sweep,
    async close() {
      await Promise.all([owned.close(), broadcaster.close()]);
    },
  };
}
