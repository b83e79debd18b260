import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asScript, clickActions, type Engine, keyActions } from './engine.ts';
import { Processes, said } from './processes.ts';

const preferences = {
  // A microphone that hums, without asking.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'intl.accept_languages': 'en-GB',
  'intl.locale.requested': 'en-GB',
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
  'browser.download.always_ask_before_handling_new_types': false,
  // Nothing of its own in the network.
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

interface Message {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly method?: string;
  readonly params?: { readonly level?: string; readonly text?: string };
}

/** WebDriver BiDi over its socket: commands with their answers, and what the log says. */
class BiDi {
  readonly complaints: string[] = [];
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)));
    socket.onclose = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'));
    };
  }

  static async connect(url: string): Promise<BiDi> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error(`no connection to ${url}`));
    });
    return new BiDi(socket);
  }

  call<Result>(method: string, params: unknown = {}): Promise<Result> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #hear(message: Message): void {
    if (message.id === undefined) {
      const { level, text } = message.params ?? {};
      if (message.method === 'log.entryAdded' && level === 'error') this.complaints.push(String(text));
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'success') waiting?.resolve(message.result as never);
    else waiting?.reject(new Error(`${message.error}: ${message.message}`));
  }
}

interface Evaluated {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value: string };
  readonly exceptionDetails?: { readonly text: string };
}

export interface FirefoxOptions {
  /** Where the sound goes; nothing: a machine without an output. */
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps its data from one start to the next. */
  readonly profile?: string;
}

/** A Firefox as the distribution ships it, without a window, with a profile of its own. */
export class Firefox implements Engine {
  readonly name = 'firefox';
  readonly profile: string;
  readonly downloads: string;
  readonly #processes: Processes;
  readonly #bidi: BiDi;
  readonly #context: string;

  private constructor(profile: string, processes: Processes, bidi: BiDi, context: string) {
    this.profile = profile;
    this.downloads = join(profile, 'downloads');
    this.#processes = processes;
    this.#bidi = bidi;
    this.#context = context;
  }

  static async start({ env = {}, profile }: FirefoxOptions = {}): Promise<Firefox> {
    const folder = profile ?? (await mkdtemp(join(tmpdir(), 'claritalk-firefox-')));
    const downloads = join(folder, 'downloads');
    await mkdir(downloads, { recursive: true });
    const lines = Object.entries({ ...preferences, 'browser.download.dir': downloads }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(folder, 'user.js'), lines.join('\n'));
    const processes = new Processes();
    try {
      const args = [
        '--headless',
        '--no-remote',
        '--profile',
        folder,
        '--remote-debugging-port=0',
        'about:blank',
      ];
      const child = processes.start(process.env.FIREFOX_PATH ?? 'firefox', args, {
        PULSE_SERVER: 'unix:/nowhere',
        // A root whose home belongs to someone else is refused.
        HOME: folder,
        ...env,
      });
      const [, url] = await said(child, /WebDriver BiDi listening on (ws:\S+)/);
      const bidi = await BiDi.connect(`${url}/session`);
      await bidi.call('session.new', { capabilities: {} });
      await bidi.call('session.subscribe', { events: ['log.entryAdded'] });
      const tree = await bidi.call<{ contexts: { context: string }[] }>('browsingContext.getTree');
      const context = tree.contexts[0]?.context ?? '';
      await bidi.call('browsingContext.setViewport', { context, viewport: { width: 1440, height: 900 } });
      return new Firefox(folder, processes, bidi, context);
    } catch (error) {
      await processes.end();
      throw error;
    }
  }

  async open(url: string): Promise<void> {
    await this.#bidi.call('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  async back(): Promise<void> {
    await this.#bidi.call('browsingContext.traverseHistory', { context: this.#context, delta: -1 });
  }

  async run<Arguments extends readonly unknown[], Result>(
    script: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    const { type, result, exceptionDetails } = await this.#bidi.call<Evaluated>('script.evaluate', {
      expression: asScript(script, args),
      awaitPromise: true,
      target: { context: this.#context },
    });
    if (type === 'exception' || !result) throw new Error(`in the page: ${exceptionDetails?.text}`);
    return JSON.parse(result.value) as Awaited<Result>;
  }

  async click(x: number, y: number): Promise<void> {
    await this.#bidi.call('input.performActions', { context: this.#context, actions: clickActions(x, y) });
  }

  async keys(text: string): Promise<void> {
    await this.#bidi.call('input.performActions', { context: this.#context, actions: keyActions(text) });
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.#bidi.call<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.#context,
    });
    return Buffer.from(data, 'base64');
  }

  complaints(): readonly string[] {
    return this.#bidi.complaints;
  }

  /** Ends it at once, as a crash does; its profile stays. */
  async kill(): Promise<void> {
    await this.#processes.end();
  }

  async close(): Promise<void> {
    this.#bidi.close();
    await this.#processes.end();
    await rm(this.profile, { recursive: true, force: true });
  }
}
