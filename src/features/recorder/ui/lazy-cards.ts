import { microphoneHeard } from './setup/lazy-microphone.ts';

/**
 * Parts of the recorder's page that are not needed first. They are fetched right after it, like the parts of the engine
 * (lazy-modules.ts).
 */
export const lazyCards = {
  liveCard: () => import('./live/live-card.tsx').then(({ LiveCard }) => LiveCard),
  finishedCard: () => import('./recordings/finished-card.tsx').then(({ FinishedCard }) => FinishedCard),
  deviceRecordings: () =>
    import('./recordings/device-recordings.tsx').then(({ DeviceRecordings }) => DeviceRecordings),
  microphoneHeard,
  deviceSettings: () => import('./setup/device-settings.tsx').then(({ DeviceSettings }) => DeviceSettings),
  lowStorageNotice: () =>
    import('./shared/low-storage-notice.tsx').then(({ LowStorageNotice }) => LowStorageNotice),
  fileSection: () => import('./file/file-section.tsx').then(({ FileSection }) => FileSection),
};

/** Fetches them all. What does not arrive is fetched again when it is needed. */
export function prefetchLazyCards(): void {
  for (const load of Object.values(lazyCards)) load().catch(() => undefined);
}
