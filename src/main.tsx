import './app/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/query-client.ts';
import { watchRates } from './api/rate-gate.ts';
import { followUploads } from './app/follow-uploads.ts';
import { Providers } from './app/providers.tsx';
import { createRouter } from './app/router.tsx';
import { SessionGuard } from './app/session-guard.tsx';
import { session } from './auth/session.ts';
import type { Language } from './i18n/languages.ts';
import { texts } from './i18n/texts.ts';

/** Renders the application. Called by the boot module with the language whose catalogue it began to load. */
export async function start(language: Language): Promise<void> {
  // Tells in the page's timeline when the application took over from the boot module.
  performance.mark('application');
  const root = document.getElementById('root');
  if (!root) throw new Error('the document has no #root');
  document.documentElement.lang = language;
  // Nothing can be shown before the session is known. Waiting here, not while rendering, lets the answer of the
  // gateway be handled at once: the first requests for data leave some 100 ms earlier on a slow device.
  const [messages] = await Promise.all([texts.switchTo(language), session.ready().catch(() => undefined)]);
  const queryClient = createQueryClient();
  // Requests go out without it too; the next refusal asks for it again.
  watchRates().catch(() => undefined);
  followUploads(queryClient);
  const router = createRouter(queryClient);
  createRoot(root).render(
    <StrictMode>
      <Providers queryClient={queryClient} language={language} messages={messages}>
        <RouterProvider router={router} />
        <SessionGuard queryClient={queryClient} />
      </Providers>
    </StrictMode>,
  );
}
