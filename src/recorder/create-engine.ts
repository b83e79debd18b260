import { session } from '#src/auth/session.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { openCapture } from './capture.ts';
import { RecorderEngine } from './engine.ts';
import { webLocks } from './locks.ts';
import { recorderServer } from './server.ts';
import { localMemory } from './shared-memory.ts';
import { openSpool } from './spool-client.ts';
import { showInTab } from './tab-badge.ts';
import { keepScreenOn } from './wake-lock.ts';

/** The engine with this browser's microphone, storage, locks and network. */
export function createEngine(): RecorderEngine {
  const engine = new RecorderEngine({
    spool: openSpool(),
    server: recorderServer,
    locks: webLocks,
    openCapture,
    keepScreenOn,
    chunkBytes: clientConfig().chunkBytes,
    renewSession: async () => (await session.renew()) !== undefined,
    prepareSession: (validForMs) => session.ensure(validForMs),
    sharedMemory: localMemory,
    announcements: new BroadcastChannel('claritalk-recorder'),
    page: window,
    estimateStorage: async () => (await navigator.storage?.estimate?.()) ?? {},
    requestPersistence: () => void navigator.storage?.persist?.().catch(() => false),
  });
  showInTab(engine);
  return engine;
}
