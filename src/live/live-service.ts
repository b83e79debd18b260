import type { LiveMessage } from '#contract/push.ts';
import { session } from '#src/auth/session.ts';
import { keepConnected } from './connection.ts';
import { type LiveState, liveState } from './live-state.ts';

/** What tabs tell each other. */
type TabMessage =
  /** A tab was opened: who leads, says how it stands. */
  | { readonly kind: 'join' }
  | { readonly kind: 'state'; readonly state: LiveState; readonly lastEventId: string | undefined }
  | { readonly kind: 'message'; readonly message: LiveMessage; readonly lastEventId: string | undefined };

export interface LiveServiceOptions {
  readonly userUuid: string;
  /** `place` is the id of the event, the same in all tabs. */
  readonly onMessage: (message: LiveMessage, place: string | undefined) => void;
}

/** Interruptions shorter than this are nobody's concern. */
const tolerableMs = 4_000;

/**
 * The one stream of a browser. Of a person's tabs one holds it (Web Lock) and tells the others; another takes over,
 * where it left off, when that tab is closed.
 */
export class LiveService {
  readonly #options: LiveServiceOptions;
  readonly #channel: BroadcastChannel;
  readonly #closing = new AbortController();
  readonly #unsubscribe: () => void;
  #lastEventId: string | undefined;
  #leads = false;
  #fed = false;
  #joined = false;
  #interruption: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveServiceOptions) {
    this.#options = options;
    const name = `claritalk-live ${options.userUuid}`;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#hear(data);
    this.#tell({ kind: 'join' });
    this.#unsubscribe = session.subscribe(() => {
      if (session.getSnapshot() === 'signed-out') this.close();
    });
    navigator.locks
      .request(name, { signal: this.#closing.signal }, () => this.#lead())
      .catch(() => undefined);
  }

  /** Whether this tab holds the stream. */
  get leads(): boolean {
    return this.#leads;
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#interruption);
    this.#unsubscribe();
    this.#channel.close();
    liveState.set('off');
  }

  async #lead(): Promise<void> {
    this.#leads = true;
    this.#joined = true;
    await keepConnected(this.#closing.signal, {
      lastEventId: this.#lastEventId,
      readSinceMs: () => performance.now(),
      onMessage: (message, lastEventId) => {
        this.#lastEventId = lastEventId;
        this.#tell({ kind: 'message', message, lastEventId });
        this.#take(message);
      },
      onState: (state) => {
        // Until it says hello it is not known what its silence means.
        if (state === 'waiting') this.#interrupted();
      },
      onSignedOut,
    });
  }

  #hear(data: TabMessage): void {
    if (data.kind === 'join') {
      if (this.#leads) this.#tellState();
      return;
    }
    this.#lastEventId = data.lastEventId;
    if (data.kind === 'message') this.#take(data.message);
    else liveState.set(data.state);
    // What happened between this tab's first request and now was told to others only.
    if (!this.#joined) this.#options.onMessage({ type: 'resync' }, undefined);
    this.#joined = true;
  }

  #take(message: LiveMessage): void {
    if (message.type === 'hello') this.#fed = message.fed;
    else this.#fed = true;
    clearTimeout(this.#interruption);
    this.#interruption = undefined;
    liveState.set(this.#fed ? 'live' : 'unfed');
    this.#options.onMessage(message, this.#lastEventId);
  }

  #interrupted(): void {
    // Pages ask by themselves at once; it is said only when it lasts.
    if (liveState.get() === 'live') {
      liveState.set('unfed');
      this.#tellState();
    }
    this.#interruption ??= setTimeout(() => {
      liveState.set('interrupted');
      this.#tellState();
    }, tolerableMs);
  }

  #tellState(): void {
    this.#tell({ kind: 'state', state: liveState.get(), lastEventId: this.#lastEventId });
  }

  #tell(message: TabMessage): void {
    if (!this.#closing.signal.aborted) this.#channel.postMessage(message);
  }
}

/** Finds out what became of the session, and waits until somebody is signed in. */
async function onSignedOut(signal: AbortSignal): Promise<void> {
  await session.check();
  if (session.getSnapshot() === 'signed-in' || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const unsubscribe = session.subscribe(() => {
      if (session.getSnapshot() === 'signed-in') done();
    });
    const done = () => {
      unsubscribe();
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
  });
}
