import { session } from '#src/auth/session.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { RecorderEngine } from './engine.ts';
import { fetchLaterParts, laterParts } from './later-parts.ts';
import { laterServer } from './later-server.ts';
import { webLocks } from './locks.ts';
import { localMemory } from './shared-memory.ts';
import { openSpool } from './spool-client.ts';

/** The engine with this browser's microphone, storage, locks and network. */
export function createEngine(): RecorderEngine {
  const engine = new RecorderEngine({
    spool: openSpool(),
    server: laterServer,
    locks: webLocks,
    openCapture: async (...given) => (await laterParts.capture()).openCapture(...given),
    keepScreenOn: true,
    chunkBytes: clientConfig().chunkBytes,
    renewSession: async () => (await session.renew()) !== undefined,
    prepareSession: (validForMs) => session.ensure(validForMs),
    sharedMemory: localMemory,
    announcements: new BroadcastChannel('claritalk-recorder'),
    page: window,
    estimateStorage: async () => (await navigator.storage?.estimate?.()) ?? {},
    requestPersistence: () => void navigator.storage?.persist?.().catch(() => false),
  });
  fetchLaterParts();
  void laterParts.tabBadge().then(
    ({ showInTab }) => showInTab(engine),
    () => undefined,
  );
  return engine;
}
