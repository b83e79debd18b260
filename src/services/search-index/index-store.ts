import type { QueryClient } from '@tanstack/react-query';
import { clientConfig } from '#src/lib/client-config.ts';
import { until } from '#src/lib/sleep.ts';
import { createDeviceSetting } from '#src/lib/storage/device-setting.ts';
import { createListeners } from '#src/lib/store.ts';
import { session } from '#src/services/auth/session.ts';
import { deleteIndex } from './delete-index.ts';
import type { IndexClient } from './index-client.ts';
import type { IndexStatus } from './protocol.ts';

/** Whether this device keeps an index; the person can clear it and leave it off. */
const wanted = createDeviceSetting('claritalk.index', (stored) => stored !== false);

const asleep: IndexStatus = { activity: 'starting', listed: false, indexed: 0, total: undefined, version: 0 };
/** The page's own first work is over by then, on a slow device too. */
const startAfterMs = 3_000;

/** The local index as pages see it. Its worker begins when the page has nothing else to do, or is asked. */
class IndexStore {
  #client: IndexClient | undefined;
  #loading: Promise<IndexClient> | undefined;
  #user: string | undefined;
  #queries: QueryClient | undefined;
  #status = asleep;
  #generation = session.generation;
  readonly #served = createListeners();
  readonly #listeners = createListeners();

  constructor() {
    session.subscribe(() => {
      if (session.hasLeft()) this.#leave();
      // Another session has another key: what was written with the old one can no longer be opened.
      else if (session.generation !== this.#generation) this.#restart();
      this.#generation = session.generation;
    });
    wanted.subscribe(() => this.#client?.setOn(wanted.get()));
  }

  /** False where the gateway has switched the index off. */
  get available(): boolean {
    return clientConfig().indexRequestsPerMinute > 0;
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly getSnapshot = (): IndexStatus => this.#status;

  /** Says who is signed in. The worker begins a little later, when the browser is idle. */
  serve(userUuid: string, queries: QueryClient): void {
    if (this.#user !== undefined && this.#user !== userUuid) this.#close();
    this.#user = userUuid;
    this.#queries = queries;
    this.#served.tell();
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

  /** Ends the worker and deletes what it kept. */
  async purge(): Promise<void> {
    this.#leave();
    await deleteIndex();
  }

  #leave(): void {
    this.#user = undefined;
    this.#close();
  }

  async #open(): Promise<IndexClient> {
    if (!this.available) throw new Error('the index is switched off');
    await until(() => this.#user !== undefined, this.#served.subscribe);
    const [user, queries] = [this.#user, this.#queries];
    if (user === undefined || queries === undefined) throw new Error('nobody is signed in');
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
    this.#listeners.tell();
  }
}

export const indexStore = new IndexStore();
