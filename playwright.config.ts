import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { speechFile } from './e2e/support/speech.ts';

const installed = [
  process.env.PLAYWRIGHT_CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

const definedEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/support/global-setup.ts',
  // Each worker has a dashboard and a sandbox of its own, so faults and expired tokens stay in one test. Tests wait
  // half of their time (for speech, pauses, restarts): one worker more than there are cores keeps two of them busy.
  workers: 3,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // A dot that breathes has the browser draw sixty pictures a second without the help of a graphics card: a third of
    // the time of the processor in tests that record. What moves is tested where it moves.
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
    // A trace of every step costs a good part of the time of each test: E2E_TRACE=1 asks for those of failures.
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(installed ? { executablePath: installed } : {}),
      // Where a machine has no language set, Chromium gives files of other scripts no name.
      env: { ...definedEnvironment(), LC_ALL: 'C.UTF-8' },
      args: [
        // Root in a container has no user namespaces.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // There is none: drawing by an imitated one takes a fifth of a core per browser.
        '--disable-gpu',
        '--no-first-run',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-audio-capture=${speechFile}`,
      ],
    },
  },
});
