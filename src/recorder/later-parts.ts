/**
 * Parts of the recorder's engine that its page does not need to be useful at first. They are fetched right after it, so
 * that they are there when their moment comes, also without a network or after a new version was published.
 */
export const laterParts = {
  capture: () => import('./capture.ts'),
  recording: async () => {
    const parts = await Promise.all([import('./live-recording.ts'), import('./recording-place.ts')]);
    return { ...parts[0], ...parts[1] };
  },
  microphoneCheck: () => import('./microphone-check.ts'),
  tabBadge: () => import('./tab-badge.ts'),
  recordedFile: () => import('./recorded-file.ts'),
  uploadJob: () => import('./upload-job.ts'),
  server: () => import('./server.ts'),
};

/** Fetches them all. What does not arrive is fetched again when it is needed. */
export function fetchLaterParts(): void {
  for (const load of Object.values(laterParts)) load().catch(() => undefined);
}
