import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { loneSpecs } from './scripts/lib/lone-specs.ts';
import { chunkGroups } from './scripts/vite/chunk-groups.ts';
import { className, inlinedClassNames, keptStyles } from './scripts/vite/class-names.ts';
import { compileHints } from './scripts/vite/compile-hints.ts';
import { compiledMessages } from './scripts/vite/compiled-messages.ts';
import { headStart } from './scripts/vite/head-start.ts';
import { plainRouter } from './scripts/vite/plain-router.ts';
import { rootsManifest } from './scripts/vite/roots-manifest.ts';
import { singlePathIcons } from './scripts/vite/single-path-icons.ts';
import { terseContract } from './scripts/vite/terse-contract.ts';
import { textsWithCode } from './scripts/vite/texts-with-code.ts';

const specs = '{src,contract,server,scripts}/**/*.spec.{ts,tsx}';
const lone = loneSpecs(import.meta.dirname, specs);

export default defineConfig({
  plugins: [
    textsWithCode(),
    inlinedClassNames(),
    keptStyles(),
    react(),
    compiledMessages(),
    headStart(),
    rootsManifest(),
    singlePathIcons(),
    plainRouter(),
    compileHints(),
    terseContract(),
  ],
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: {
    alias: [
      {
        // Messages are compiled by the build, so the page carries no message parser (docs/decisions).
        find: /^use-intl\/format-message$/,
        replacement: fileURLToPath(new URL('src/i18n/format-message.ts', import.meta.url)),
      },
    ],
  },
  // Without this the dependency scan of the development server would bundle the parser in again.
  optimizeDeps: { exclude: ['use-intl'] },
  css: { modules: { generateScopedName: className } },
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
    rolldownOptions: {
      // Most constants are names of classes, which compress better where they are read.
      optimization: { inlineConst: { mode: 'all' } },
      output: {
        codeSplitting: chunkGroups(),
        // The first load names some two hundred files: a character less is 0.2 KiB.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        entryFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
      },
    },
  },
  test: {
    globalSetup: 'server/data/testing/global-setup.ts',
    // Contract tests start real servers and hash real passwords; two cores share the work.
    testTimeout: 20_000,
    // What starts the servers for all tests of a file takes as long as a test that starts one.
    hookTimeout: 20_000,
    // What is waited for takes as long on a busy machine as the machine is busy: a second would be a timed assertion.
    expect: { poll: { timeout: 15_000 } },
    // One per core: the default leaves one to the screen, which on two cores is half of them.
    maxWorkers: '100%',
    // So that the alias above holds for it: compiled messages need the matching formatter.
    server: { deps: { inline: ['use-intl'] } },
    // To load the contract and the gateway anew for each file takes as long as the tests.
    projects: [
      { extends: true, test: { name: 'together', include: [specs], exclude: lone, isolate: false } },
      { extends: true, test: { name: 'alone', include: lone } },
    ],
  },
});
