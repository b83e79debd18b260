import type { LiveMessage } from '#contract/gateway/push.ts';
import { until } from '#src/lib/sleep.ts';
import { Leadership } from '#src/lib/tabs/leadership.ts';
import { whileAwake } from '#src/lib/tabs/page-life.ts';
import { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import { session } from '#src/services/auth/session.ts';
import { keepConnected } from './connection.ts';
import { type LiveState, liveState } from './live-state.ts';

/** What tabs tell each other. */
type TabMessage =
  /** A tab was opened: the leading tab reports the state. */
  | { readonly kind: 'join' }
  | { readonly kind: 'state'; readonly state: LiveState; readonly lastEventId: string | undefined }
  | { readonly kind: 'message'; readonly message: LiveMessage; readonly lastEventId: string | undefined };

export interface LiveServiceOptions {
  readonly userUuid: string;
  /** `place` is the id of the event, the same in all tabs. */
  readonly onMessage: (message: LiveMessage, place: string | undefined) => void;
}

/** Shorter interruptions do not matter. */
const tolerableMs = 4_000;
/** A tab that is busy answers within this time. */
const patienceMs = 8_000;
/** How often a visible tab makes sure that the one with the stream is still there. */
const makeSureEveryMs = 60_000;

/**
 * The one stream of a browser. One of a person's tabs holds it (Web Lock) and tells the others; another takes over
 * where it left off when that tab is closed, sleeps, or does not respond. Where tabs cannot agree there is none, and
 * pages check for changes themselves.
 */
export class LiveService {
  readonly #options: LiveServiceOptions;
  readonly #channel: TabChannel<TabMessage>;
  readonly #leadership: Leadership;
  readonly #ends: (() => void)[];
  #lastEventId: string | undefined;
  #fed = false;
  #joined = false;
  #interruption: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveServiceOptions) {
    this.#options = options;
    const name = `claritalk-live ${options.userUuid}`;
    const channel = new TabChannel<TabMessage>(name);
    channel.onmessage = ({ data }) => this.#hear(data);
    this.#channel = channel;
    this.#leadership = new Leadership({
      name,
      lead: (signal) => void this.#lead(signal),
      ask: () => channel.postMessage({ kind: 'join' }),
      patienceMs,
      alone: false,
    });
    this.#ends = [
      session.subscribe(() => {
        if (session.hasLeft()) this.close();
      }),
      whileAwake((again) => this.#join(again)),
      () => this.#leadership.close(),
      () => channel.close(),
    ];
  }

  /** Whether this tab holds the stream. */
  get leads(): boolean {
    return this.#leadership.leads;
  }

  close(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** Finds out the state, and keeps checking from then on. */
  #join(again: boolean): () => void {
    // What happened while the page slept was reported to other tabs only.
    if (again) this.#options.onMessage({ type: 'resync' }, undefined);
    const makeSure = () => {
      if (document.visibilityState === 'visible') this.#leadership.suspect();
    };
    this.#leadership.suspect();
    const timer = setInterval(makeSure, makeSureEveryMs);
    document.addEventListener('visibilitychange', makeSure);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', makeSure);
      clearTimeout(this.#interruption);
      this.#interruption = undefined;
      liveState.set('off');
    };
  }

  async #lead(signal: AbortSignal): Promise<void> {
    this.#joined = true;
    let broken = false;
    await keepConnected(signal, {
      lastEventId: this.#lastEventId,
      accessToken: (refused) => session.accessToken(refused),
      readSinceMs: () => performance.now(),
      onMessage: (message, lastEventId) => {
        this.#lastEventId = lastEventId;
        this.#channel.postMessage({ kind: 'message', message, lastEventId });
        this.#take(message);
      },
      onState: (state) => {
        // Until it says hello, its silence has no meaning.
        if (state === 'waiting') this.#interrupted();
        // Anyone who was away that long may have missed that the session was ended, or taken over.
        else if (broken) void session.check();
        broken = state === 'waiting';
      },
      onSignedOut,
    });
    // Another tab took over while this one was stopped, and knows what it has missed.
    this.#joined = false;
    this.#leadership.suspect();
  }

  #hear(data: TabMessage): void {
    if (data.kind === 'join') {
      if (this.leads) this.#tellState();
      return;
    }
    this.#leadership.heard();
    this.#lastEventId = data.lastEventId;
    if (data.kind === 'message') this.#take(data.message);
    else liveState.set(data.state);
    // What happened between this tab's first request and now was reported to other tabs only.
    if (!this.#joined) this.#options.onMessage({ type: 'resync' }, undefined);
    this.#joined = true;
  }

  #take(message: LiveMessage): void {
    if (message.type === 'hello') this.#fed = message.fed;
    // What a connected system or another page tells says nothing of whether Claritalk does.
    else if (message.type === 'change' || message.type === 'resync') this.#fed = true;
    clearTimeout(this.#interruption);
    this.#interruption = undefined;
    liveState.set(this.#fed ? 'live' : 'unfed');
    this.#options.onMessage(message, this.#lastEventId);
  }

  #interrupted(): void {
    // Pages check for changes themselves at once; it is shown only when it lasts.
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
    this.#channel.postMessage({ kind: 'state', state: liveState.get(), lastEventId: this.#lastEventId });
  }
}

/** Finds out what became of the session, and waits until someone is signed in. */
async function onSignedOut(signal: AbortSignal): Promise<void> {
  await session.check();
  await until(() => session.getSnapshot() === 'signed-in', session.subscribe, signal).catch(() => undefined);
}
