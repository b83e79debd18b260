import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import config from '../../playwright.config.ts';

/** One with everything that people's has: the shell that most tests run in caches no page for going back. */
export const withWindows = [
  process.env.CHROMIUM_WITH_WINDOWS,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const startTimeoutMs = 60_000;

/** Browsers are groups of their own: without this they would outlive a run that is broken off. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killGroup(child);
});

/** Ends every process of a browser. Those that have already ended do not matter. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left.
  }
}

/**
 * A Chromium with a profile on disk, as a process of the test: it can be killed as by a power cut, or lose one page,
 * and starts again with what its profile kept. Playwright drives it over its debugging port.
 */
export class BrowserProcess {
  readonly #profile: string;
  readonly #onContext: (context: BrowserContext) => Promise<void>;
  #child: ChildProcess | undefined;
  #browser: Browser | undefined;

  private constructor(profile: string, onContext: (context: BrowserContext) => Promise<void>) {
    this.#profile = profile;
    this.#onContext = onContext;
  }

  /** Starts on a new profile. `onContext` prepares the browser after every start (scripts, listeners). */
  static async start(
    onContext: (context: BrowserContext) => Promise<void> = async () => {},
  ): Promise<BrowserProcess> {
    const process = new BrowserProcess(await mkdtemp(join(tmpdir(), 'claritalk-profile-')), onContext);
    await process.run();
    return process;
  }

  /** Whether the process runs. */
  get running(): boolean {
    return this.#child !== undefined;
  }

  /** Starts the browser on its profile. */
  async run(): Promise<void> {
    const { executablePath = chromium.executablePath(), args = [] } = config.use?.launchOptions ?? {};
    const child = spawn(
      withWindows ?? executablePath,
      [
        ...args,
        '--headless',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.#profile}`,
        '--window-size=1440,900',
        // As in the other tests, nothing moves: the settings of their contexts do not reach this one.
        '--force-prefers-reduced-motion',
        '--lang=en-GB',
        '--no-default-browser-check',
        // It would offer to restore pages, or keep a crashed process for a report.
        '--hide-crash-restore-bubble',
        '--disable-breakpad',
        // Containers often have a /dev/shm of a few megabytes.
        '--disable-dev-shm-usage',
        '--password-store=basic',
        '--use-mock-keychain',
        // The page for new tabs, itself an application, would be loaded otherwise.
        'about:blank',
      ],
      // A group of its own, so that one signal reaches every process of it.
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#child = child;
    running.add(child);
    try {
      const endpoint = await debuggingEndpoint(child);
      this.#browser = await chromium.connectOverCDP(endpoint, { timeout: startTimeoutMs });
      await this.#onContext(this.context);
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** The browser's only context: that of its profile. */
  get context(): BrowserContext {
    const [context] = this.#browser?.contexts() ?? [];
    if (!context) throw new Error('the browser does not run');
    return context;
  }

  newPage(): Promise<Page> {
    return this.context.newPage();
  }

  /**
   * Ends every process of the browser at once (SIGKILL: none of them can write another byte).
   * @returns the moment, in milliseconds since 1970.
   */
  async kill(): Promise<number> {
    const child = this.#child;
    if (child?.pid === undefined) return Date.now();
    this.#child = undefined;
    const exited =
      child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
    const moment = Date.now();
    killGroup(child);
    await exited;
    running.delete(child);
    await this.#browser?.close().catch(() => undefined);
    this.#browser = undefined;
    return moment;
  }

  /** Ends the browser and removes its profile. */
  async destroy(): Promise<void> {
    await this.kill();
    // Its last processes may still let go of a file.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Where the browser says that it can be driven. */
function debuggingEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (reason: string) => reject(new Error(`the browser ${reason}:\n${said.slice(-4000)}`));
    const timer = setTimeout(() => fail('did not open its debugging port'), startTimeoutMs);
    child.once('error', reject);
    child.once('exit', (code, signal) => fail(`ended with ${code ?? signal}`));
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString();
      const endpoint = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (!endpoint) return;
      clearTimeout(timer);
      said = '';
      resolve(endpoint);
    });
  });
}
