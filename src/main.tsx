import './app/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/query-client.ts';
import { Providers } from './app/providers.tsx';
import { createRouter } from './app/router.tsx';
import { SessionGuard } from './app/session-guard.tsx';
import { type Language, loadMessages } from './i18n/languages.ts';

/** Renders the application. Called by the boot module with the language whose catalogue it began to load. */
export async function start(language: Language): Promise<void> {
  // Tells in the page's timeline when the application took over from the boot module.
  performance.mark('application');
  const root = document.getElementById('root');
  if (!root) throw new Error('the document has no #root');
  document.documentElement.lang = language;
  const queryClient = createQueryClient();
  const router = createRouter(queryClient);
  const messages = await loadMessages(language);
  createRoot(root).render(
    <StrictMode>
      <Providers queryClient={queryClient} language={language} messages={messages}>
        <RouterProvider router={router} />
        <SessionGuard queryClient={queryClient} />
      </Providers>
    </StrictMode>,
  );
}
