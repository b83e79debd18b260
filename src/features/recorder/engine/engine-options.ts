import type { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import type { SharedMemory } from '../spool/shared-memory.ts';
import type { RecorderServer } from '../upload/server.ts';
import type { ClipKeeper } from './keep-sound.ts';
import type { LiveDependencies } from './live-recording.ts';

/** Tells the other tabs that something changed in the spool. */
export type Announcements = Pick<TabChannel<'changed'>, 'postMessage' | 'onmessage'>;

export interface EngineOptions extends LiveDependencies {
  readonly server: RecorderServer;
  /** Asks for a fresh session without the person; false when only signing in helps. */
  renewSession(): Promise<boolean>;
  /** Renews the session now if it would end within this many milliseconds. */
  prepareSession?(validForMs: number): Promise<void>;
  /** What the tabs of this browser agree on. */
  readonly sharedMemory?: SharedMemory;
  readonly announcements: Announcements;
  /** Where `beforeunload`, `online` and `focus` happen: the window. */
  readonly page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  /** Asks the browser to keep this site's storage when space gets scarce. Requested, never relied on. */
  requestPersistence(): void;
  /** Where the sound around bookmarks is kept; none is without. */
  readonly evidence?: () => Promise<ClipKeeper>;
  /** What the browser says about its storage. */
  estimateStorage?(): Promise<StorageEstimate>;
}
