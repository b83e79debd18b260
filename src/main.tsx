import './app/styles.ts';
import type { QueryClient } from '@tanstack/react-query';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/client/query-client.ts';
import { setQuotaWatch, watchQuota } from './api/client/quota-gate.ts';
import { followUploads } from './app/follow-uploads.ts';
import { Providers } from './app/providers.tsx';
import { createRouter } from './app/router.tsx';
import { SessionGuard } from './app/session/session-guard.tsx';
import { stylesArrived } from './app/styles-arrived.ts';
import type { Language } from './i18n/languages.ts';
import { texts } from './i18n/texts.ts';
import { until, within } from './lib/sleep.ts';
import { session } from './services/auth/session.ts';
import { guardKeyboard } from './ui/keyboard/keyboard.ts';

/** Renders the application. Called by the boot module with the language whose catalogue it began to load. */
export async function start(language: Language): Promise<void> {
  // Tells in the page's timeline when the application took over from the boot module.
  performance.mark('application');
  const root = document.getElementById('root');
  if (!root) throw new Error('the document has no #root');
  document.documentElement.lang = language;
  // Nothing can be shown before the session is known. Waiting here, not while rendering, lets the answer of the
  // gateway be handled at once: the first requests for data leave some 100 ms earlier on a slow device.
  const [messages] = await Promise.all([
    texts.switchTo(language),
    session.ready().catch(() => undefined),
    stylesArrived(document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')),
  ]);
  const queryClient = createQueryClient();
  setQuotaWatch(async () => (await import('./services/quota/shared-quota.ts')).sharedQuota().quota);
  followUploads(queryClient);
  const router = createRouter(queryClient);
  await firstPage(router, queryClient);
  whenDrawn(root, () => {
    // The document's own frame (index.html) makes room in the moment in which there is something in its place.
    document.getElementById('frame')?.remove();
    afterNextPaint(() => {
      // Requests go out without it too; the next refusal asks for it again.
      watchQuota().catch(() => undefined);
      guardKeyboard().catch(() => undefined);
    });
  });
  const application = (
    <StrictMode>
      <Providers queryClient={queryClient} language={language} messages={messages}>
        <SessionGuard queryClient={queryClient}>
          <RouterProvider router={router} />
        </SessionGuard>
      </Providers>
    </StrictMode>
  );
  // As a transition it is rendered in slices of a few ms: whoever scrolls or types then does not wait for all of it.
  startTransition(() => createRoot(root).render(application));
}

/** How long the document's own frame stands for a page whose data are still on their way, in ms. */
const patienceMs = 500;

/**
 * Resolves when the page's code is there, and its first data are or take longer. All is then drawn once: what is drawn
 * before the page is there is drawn again with it.
 */
async function firstPage(router: ReturnType<typeof createRouter>, queryClient: QueryClient): Promise<void> {
  await until(() => router.state.initialized, router.subscribe);
  const cache = queryClient.getQueryCache();
  const arrived = until(
    () => queryClient.isFetching() === 0,
    (listener) => cache.subscribe(listener),
  );
  await within(arrived, patienceMs);
}

/** A page in the background paints nothing: there it is soon. */
function afterNextPaint(run: () => void): void {
  if (document.hidden) setTimeout(run);
  else requestAnimationFrame(() => setTimeout(run));
}

/** Calls back in the moment in which the application has drawn something, which takes it several slices. */
function whenDrawn(root: HTMLElement, run: () => void): void {
  const watching = new MutationObserver(() => {
    // Style elements of the theme are there before the first page.
    if (!root.querySelector(':scope > :not(style)')) return;
    watching.disconnect();
    run();
  });
  watching.observe(root, { childList: true });
}
