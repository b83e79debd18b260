import { createListeners } from '#src/lib/store.ts';
import { whileAwake } from '#src/lib/tabs/page-life.ts';
import { session } from '#src/services/auth/session.ts';
import { recorderDatabaseName } from '#src/services/device-recordings/database-name.ts';
import type { RecorderEngine } from './engine.ts';
import type { RecorderSnapshot } from './recorder-snapshot.ts';

const asleep: RecorderSnapshot = {
  recorder: { phase: 'idle', problem: undefined },
  warnings: [],
  marks: [],
  recordings: [],
  loaded: false,
  // Importing the defaults would bring the engine's modules into the first load.
  settings: { graceHours: 24, liveUpload: false },
};

/**
 * The recorder for pages. The engine behind it is loaded when there is something to do: a recorder page is opened, or
 * this browser has recorded before and may still have something to upload.
 */
class RecorderStore {
  #engine: RecorderEngine | undefined;
  #loading: Promise<RecorderEngine> | undefined;
  #user: string | undefined;
  readonly #listeners = createListeners();

  constructor() {
    session.subscribe(() => {
      const status = session.getSnapshot();
      // A recording is not cut off because someone else has signed in: the page then says what becomes of it.
      if (status === 'signed-out' && session.hasLeft()) this.serve(undefined);
      // After an expired session the upload continues, without waiting for anything to be shown again.
      if (status === 'signed-in' && this.#user !== undefined) this.serve(this.#user);
    });
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly getSnapshot = (): RecorderSnapshot => this.#engine?.getSnapshot() ?? asleep;

  /** The engine, if it is loaded. */
  get engine(): RecorderEngine | undefined {
    return this.#engine;
  }

  /** Loads the engine once. Rejects when its code does not arrive; the next call tries again. */
  load(): Promise<RecorderEngine> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Says who is signed in; undefined when nobody is. */
  serve(userUuid: string | undefined): void {
    this.#user = userUuid;
    if (this.#engine) void this.#engine.resumePending(userUuid);
    else if (userUuid !== undefined) void this.#wakeForPending();
  }

  async #load(): Promise<RecorderEngine> {
    const { createEngine } = await import('./create-engine.ts');
    const engine = createEngine();
    this.#engine = engine;
    engine.subscribe(() => this.#tell());
    whileAwake(() => {
      if (this.#user !== undefined) void engine.resumePending(this.#user);
      return () => engine.rest();
    });
    this.#tell();
    return engine;
  }

  async #wakeForPending(): Promise<void> {
    try {
      const databases = await indexedDB.databases();
      if (databases.some(({ name }) => name === recorderDatabaseName)) await this.load();
    } catch {
      // Without storage nothing is pending; without the engine's code the recorder page says so.
    }
  }

  #tell(): void {
    this.#listeners.tell();
  }
}

export const recorderStore = new RecorderStore();
