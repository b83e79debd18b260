/** Loads the page of a meeting: for its route, and ahead of it while someone is about to open one. */
export const loadMeetingPage = () => import('./meeting-page.tsx');

/**
 * Loads the page of a meeting when the browser has nothing else to do: people who look at a list open one next, and its
 * many small files would otherwise load in the middle of a click. Returns how to cancel that.
 */
export function loadMeetingPageWhenIdle(): () => void {
  // A failure is reported when the page is opened.
  const load = () => void loadMeetingPage().catch(() => undefined);
  if ('requestIdleCallback' in window) {
    const handle = requestIdleCallback(load);
    return () => cancelIdleCallback(handle);
  }
  // Safari cannot report when it is idle.
  const timer = setTimeout(load, 1000);
  return () => clearTimeout(timer);
}
