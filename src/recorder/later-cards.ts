/**
 * Parts of the recorder's page that are not its first. They are fetched right after it, like the parts of the
 * engine (later-parts.ts).
 */
export const laterCards = {
  liveCard: () => import('./live-card.tsx').then(({ LiveCard }) => LiveCard),
  finishedCard: () => import('./finished-card.tsx').then(({ FinishedCard }) => FinishedCard),
  deviceRecordings: () => import('./device-recordings.tsx').then(({ DeviceRecordings }) => DeviceRecordings),
  microphoneHeard: () => import('./microphone-heard.tsx').then(({ MicrophoneHeard }) => MicrophoneHeard),
  deviceSettings: () => import('./device-settings.tsx').then(({ DeviceSettings }) => DeviceSettings),
  roomNotice: () => import('./room-notice.tsx').then(({ RoomNotice }) => RoomNotice),
  fileSection: () => import('./file-section.tsx').then(({ FileSection }) => FileSection),
};

/** Fetches them all. What does not arrive is fetched again when it is needed. */
export function fetchLaterCards(): void {
  for (const load of Object.values(laterCards)) load().catch(() => undefined);
}
