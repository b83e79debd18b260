import { clientConfig } from '#src/lib/client-config.ts';
import { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import { session } from '#src/services/auth/session.ts';
import { webLocks } from '../spool/locks.ts';
import { localStorageStore } from '../spool/shared-memory.ts';
import { openSpool } from '../spool/spool-client.ts';
import { lazyServer } from '../upload/lazy-server.ts';
import { RecorderEngine } from './engine.ts';
import { lazyModules, prefetchLazyModules } from './lazy-modules.ts';

/** The engine with this browser's microphone, storage, locks and network. */
export function createEngine(): RecorderEngine {
  const engine = new RecorderEngine({
    spool: openSpool(),
    server: lazyServer,
    locks: webLocks,
    openCapture: async (...given) => (await lazyModules.capture()).openCapture(...given),
    keepScreenOn: true,
    chunkBytes: clientConfig().chunkBytes,
    renewSession: async () => (await session.renew()) !== undefined,
    prepareSession: (validForMs) => session.ensure(validForMs),
    evidence: lazyModules.evidence,
    sharedMemory: localStorageStore,
    announcements: new TabChannel('claritalk-recorder'),
    page: window,
    estimateStorage: async () => (await navigator.storage?.estimate?.()) ?? {},
    requestPersistence: () => void navigator.storage?.persist?.().catch(() => false),
  });
  prefetchLazyModules();
  void lazyModules.tabBadge().then(
    ({ showInTab }) => showInTab(engine),
    () => undefined,
  );
  return engine;
}
