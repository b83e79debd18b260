import type { QueryClient } from '@tanstack/react-query';
import { session } from '#src/auth/session.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { createDeviceSetting } from '#src/lib/device-setting.ts';
import { deleteIndex } from './delete-index.ts';
import type { IndexClient } from './index-client.ts';
import type { IndexStatus } from './protocol.ts';

/** Whether this device keeps an index; the person can clear it and leave it so. */
const wanted = createDeviceSetting('claritalk.index', (stored) => stored !== false);

const asleep: IndexStatus = { activity: 'starting', indexed: 0, total: undefined, version: 0 };
/** The page's own first work is over by then, on a slow device too. */
const startAfterMs = 3_000;

/** The local index as pages see it. Its worker begins when the page has nothing else to do, or is asked. */
class IndexStore {
  #client: IndexClient | undefined;
  #loading: Promise<IndexClient> | undefined;
  #user: string | undefined;
  #queries: QueryClient | undefined;
  #status = asleep;
  #previous = session.getSnapshot();
  #waiting: (() => void)[] = [];
  readonly #listeners = new Set<() => void>();

  constructor() {
    session.subscribe(() => {
      const status = session.getSnapshot();
      const previous = this.#previous;
      this.#previous = status;
      if (status === 'signed-out') void this.purge();
      // Another session has another key: what was written with the old one cannot be opened any more.
      if (status === 'signed-in' && previous === 'expired') this.#restart();
    });
    wanted.subscribe(() => this.#client?.setOn(wanted.get()));
  }

  /** False where the gateway has switched the index off. */
  get available(): boolean {
    return clientConfig().indexRequestsPerMinute > 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): IndexStatus => this.#status;

  /** Says who is signed in. The worker begins a little later, when the browser is idle. */
  serve(userUuid: string, queries: QueryClient): void {
    if (this.#user !== undefined && this.#user !== userUuid) this.#close();
    this.#user = userUuid;
    this.#queries = queries;
    for (const wake of this.#waiting.splice(0)) wake();
    if (!this.available) return;
    const start = () => void this.load().catch(() => undefined);
    const whenIdle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 0));
    setTimeout(() => whenIdle(start, { timeout: startAfterMs }), startAfterMs);
  }

  /** The index, begun if it was not, once it is known who is signed in. @throws when its code does not arrive. */
  load(): Promise<IndexClient> {
    this.#loading ??= this.#open().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async rebuild(): Promise<void> {
    wanted.set(true);
    await (await this.load()).rebuild();
  }

  async clear(): Promise<void> {
    wanted.set(false);
    await (await this.load()).clear();
  }

  /** Ends the worker and deletes what it kept, before somebody signs out. */
  async purge(): Promise<void> {
    this.#user = undefined;
    this.#close();
    await deleteIndex();
  }

  async #open(): Promise<IndexClient> {
    if (!this.available) throw new Error('the index is switched off');
    while (this.#user === undefined) await new Promise<void>((wake) => this.#waiting.push(wake));
    const [user, queries] = [this.#user, this.#queries];
    if (queries === undefined) throw new Error('nobody is signed in');
    const { connectIndex } = await import('./connect-index.ts');
    if (this.#user !== user) throw new Error('the person left');
    this.#client = connectIndex({
      userUuid: user,
      requestsPerMinute: clientConfig().indexRequestsPerMinute,
      on: wanted.get(),
      queries,
      onStatus: (status) => {
        this.#status = status;
        this.#tell();
      },
    });
    return this.#client;
  }

  #restart(): void {
    if (this.#client === undefined) return;
    this.#close();
    void this.load().catch(() => undefined);
  }

  #close(): void {
    this.#client?.close();
    this.#client = undefined;
    this.#loading = undefined;
    this.#status = asleep;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

export const indexStore = new IndexStore();
