import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asScript, clickActions, type Engine, keyActions } from './engine.ts';
import { eventually, Processes, said } from './processes.ts';

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error()),
      );
    });
  });

/** WebKitGTK in its small browser, on a screen that nobody sees, driven by WebDriver as its specification has it. */
export class WebKit implements Engine {
  readonly name = 'webkit';
  readonly #processes: Processes;
  readonly #folder: string;
  readonly #session: string;

  private constructor(processes: Processes, folder: string, session: string) {
    this.#processes = processes;
    this.#folder = folder;
    this.#session = session;
  }

  /** `env`: where the sound goes. */
  static async start(env: NodeJS.ProcessEnv = {}): Promise<WebKit> {
    const processes = new Processes();
    const folder = await mkdtemp(join(tmpdir(), 'claritalk-webkit-'));
    try {
      // It chooses a number that is free and says which.
      const screen = processes.start('Xvfb', [
        '-displayfd',
        '1',
        '-screen',
        '0',
        '1440x960x24',
        '-nolisten',
        'tcp',
      ]);
      const [, display] = await said(screen, /(\d+)\n/);
      const port = await freePort();
      processes.start('dbus-run-session', ['--', 'WebKitWebDriver', '-p', String(port)], {
        DISPLAY: `:${display}`,
        HOME: folder,
        XDG_RUNTIME_DIR: folder,
        LC_ALL: 'C.UTF-8',
        // The language that pages are told.
        LANGUAGE: 'en_GB',
        LIBGL_ALWAYS_SOFTWARE: '1',
        ...env,
      });
      const base = `http://127.0.0.1:${port}`;
      await eventually(() => ask('GET', `${base}/status`).catch(() => undefined), 'WebKitWebDriver');
      const { sessionId } = await ask<{ sessionId: string }>('POST', `${base}/session`, {
        capabilities: {
          alwaysMatch: {
            browserName: 'MiniBrowser',
            // The driver would wait before every command until a page has loaded that comes back from the browser's
            // cache, and it never hears that such a page has. Whoever opens one waits here instead.
            pageLoadStrategy: 'none',
            'webkitgtk:browserOptions': { binary: process.env.WEBKIT_PATH, args: ['--automation'] },
          },
        },
      });
      const session = `${base}/session/${sessionId}`;
      await ask('POST', `${session}/window/rect`, { x: 0, y: 0, width: 1440, height: 940 });
      await ask('POST', `${session}/timeouts`, { script: 60_000 });
      return new WebKit(processes, folder, session);
    } catch (error) {
      await processes.end();
      throw error;
    }
  }

  async open(url: string): Promise<void> {
    await this.run(() => {
      Object.assign(window, { isLeft: true });
    });
    await ask('POST', `${this.#session}/url`, { url });
    await eventually(
      async () =>
        (await this.run(() => !('isLeft' in window) && document.readyState === 'complete')) || undefined,
      `the page ${url}`,
      60_000,
    );
  }

  async back(): Promise<void> {
    await this.run(() => {
      setTimeout(() => history.back(), 0);
    });
  }

  async run<Arguments extends readonly unknown[], Result>(
    script: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    const { result, error } = await ask<{ result?: string; error?: string }>(
      'POST',
      `${this.#session}/execute/async`,
      {
        script: `const done = arguments[0];
          ${asScript(script, args)}.then((result) => done({ result }), (error) => done({ error: String(error) }));`,
        args: [],
      },
      answerLimitMs,
    );
    if (result === undefined) throw new Error(`in the page: ${error}`);
    return JSON.parse(result) as Awaited<Result>;
  }

  async click(x: number, y: number): Promise<void> {
    await ask('POST', `${this.#session}/actions`, { actions: clickActions(x, y) });
  }

  async keys(text: string): Promise<void> {
    await ask('POST', `${this.#session}/actions`, { actions: keyActions(text) });
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await ask<string>('GET', `${this.#session}/screenshot`), 'base64');
  }

  /** WebDriver has no console. */
  complaints(): readonly string[] {
    return [];
  }

  async close(): Promise<void> {
    await this.#processes.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/**
 * A page that is left for the browser's cache takes the question along, and the driver waits for it forever: the page
 * that has come instead is asked by `eventually`.
 */
const answerLimitMs = 10_000;

async function ask<Result>(method: string, url: string, body?: unknown, limitMs?: number): Promise<Result> {
  const response = await fetch(url, {
    method,
    ...(limitMs === undefined ? {} : { signal: AbortSignal.timeout(limitMs) }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'Content-Type': 'application/json' },
  });
  const { value } = (await response.json()) as { value: Result & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${url}: ${value.error} ${value.message}`);
  return value;
}
