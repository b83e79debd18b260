import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compiledMessages } from './scripts/vite/compiled-messages.ts';
import { preloadMain } from './scripts/vite/preload-main.ts';

export default defineConfig({
  plugins: [react(), compiledMessages(), preloadMain()],
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: {
    alias: {
      // Messages are compiled by the build, so the page carries no message parser (docs/decisions).
      'use-intl/format-message': 'use-intl/format-message/format-only',
    },
  },
  // Without this the dependency scan of the development server would bundle the parser in again.
  optimizeDeps: { exclude: ['use-intl'] },
  build: {
    target: 'es2023',
    // The first versions with light-dark(), which the styles rely on.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    // Read by scripts/budget.mjs.
    manifest: true,
    // The page that is asked for decides what is loaded; the build preloads the main module itself.
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
  },
  test: {
    include: ['{src,contract,server,scripts}/**/*.spec.{ts,tsx}'],
    // Contract tests start real servers and hash real passwords; two cores share the work.
    testTimeout: 20_000,
    // So that the alias above holds for it: compiled messages need the matching formatter.
    server: { deps: { inline: ['use-intl'] } },
  },
});
