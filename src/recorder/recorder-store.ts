import { session } from '#src/auth/session.ts';
import type { RecorderEngine } from './engine.ts';
import type { RecorderSnapshot } from './recorder-snapshot.ts';
import { spoolDatabaseName } from './spool-name.ts';

const asleep: RecorderSnapshot = {
  recorder: { phase: 'idle', problem: undefined },
  marks: [],
  recordings: [],
  loaded: false,
  // Importing the defaults would bring the engine's modules into the first load.
  settings: { graceHours: 24, liveUpload: false },
  roomBytes: undefined,
};

/**
 * The recorder as pages see it. The engine behind it is loaded when there is something to do: a recorder page is
 * opened, or this browser has recorded before and may still have something to upload.
 */
class RecorderStore {
  #engine: RecorderEngine | undefined;
  #loading: Promise<RecorderEngine> | undefined;
  #user: string | undefined;
  readonly #listeners = new Set<() => void>();

  constructor() {
    session.subscribe(() => {
      const status = session.getSnapshot();
      if (status === 'signed-out') this.serve(undefined);
      // After an expired session the upload goes on, without waiting for anything to be shown again.
      if (status === 'signed-in' && this.#user !== undefined) this.serve(this.#user);
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

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
    if (this.#user !== undefined) void engine.resumePending(this.#user);
    this.#tell();
    return engine;
  }

  async #wakeForPending(): Promise<void> {
    try {
      const databases = await indexedDB.databases();
      if (databases.some(({ name }) => name === spoolDatabaseName)) await this.load();
    } catch {
      // Without storage nothing is pending; without the engine's code the recorder page says so.
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

export const recorderStore = new RecorderStore();
