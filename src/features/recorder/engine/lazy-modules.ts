import { lazyUpload } from '../upload/lazy-modules.ts';

/**
 * Parts of the recorder's engine that its page does not need at first. They are fetched right after it, so that they
 * are there when needed, even without a network or after a new version was published.
 */
export const lazyModules = {
  capture: () => import('../capture/capture.ts'),
  recording: async () => {
    const parts = await Promise.all([import('./live-recording.ts'), import('./recording-target.ts')]);
    return { ...parts[0], ...parts[1] };
  },
  microphoneCheck: () => import('../capture/microphone-check.ts'),
  tabBadge: () => import('./tab-badge.ts'),
  recordedFile: () => import('../spool/recorded-file.ts'),
  bookmarkClips: () => import('./bookmark-clips.ts'),
  evidence: async () => (await import('#src/services/evidence/evidence.ts')).evidence,
};

/** Fetches them all. What does not arrive is fetched again when it is needed. */
export function prefetchLazyModules(): void {
  for (const load of Object.values({ ...lazyModules, ...lazyUpload })) load().catch(() => undefined);
}
