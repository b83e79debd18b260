import { OAuthFailure } from './oauth-failure.ts';

/** What a request to Claritalk's token endpoint is for, in the order in which they are served. */
export const tokenUses = [
  /** The service account's own token. */
  'service',
  /** Renewing a live session. */
  'renewal',
  /** A code from a browser in which someone has signed in before. */
  'known-browser',
  /** A code from any other browser: anyone can send these. */
  'new-browser',
] as const;
export type TokenUse = (typeof tokenUses)[number];

/** The part of a minute that is reserved for those before: nobody who sends codes can take it from live sessions. */
const reserved: Readonly<Record<TokenUse, number>> = {
  service: 0,
  renewal: 0,
  'known-browser': 1 / 3,
  'new-browser': 2 / 3,
};
/** There is one renewal per session; codes belong to someone who is watching the page. */
const maxWaiting: Readonly<Record<TokenUse, number>> = {
  service: 10,
  renewal: 10_000,
  'known-browser': 500,
  'new-browser': 500,
};
/** A little more than Claritalk's minute, as not all requests take the same time to get there. */
const windowMs = 61_000;
/** Claritalk's windows are minutes; a longer wait would only lock everyone out. */
const longestHoldMs = 2 * 60 * 1000;

export interface TokenBudgetOptions {
  /** What Claritalk allows from the gateway's address. */
  readonly perMinute: number;
  /** Clock in ms since the epoch. */
  readonly now?: () => number;
}

/**
 * Shares out the requests that the gateway may send to Claritalk's token endpoint, which counts everyone together: they
 * all have the gateway's address. Never more than `perMinute` in any minute; the rest wait.
 */
export class TokenBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  /** When the requests of the last minute were let through; oldest first. */
  readonly #sent: number[] = [];
  readonly #waiting: Readonly<Record<TokenUse, (() => void)[]>> = {
    service: [],
    renewal: [],
    'known-browser': [],
    'new-browser': [],
  };
  #heldUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ perMinute, now = Date.now }: TokenBudgetOptions) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Whether enough is left to send something that could wait. */
  get calm(): boolean {
    return this.#left() > this.#perMinute / 2;
  }

  /** The share of this minute's requests that is left. */
  get share(): number {
    return Math.max(0, this.#left()) / this.#perMinute;
  }

  /**
   * Resolves when a request may be sent.
   * @param patienceMs after which it gives up; as long as it takes when absent.
   * @throws OAuthFailure with 503 when it gave up, or too many are already waiting.
   */
  async enter(use: TokenUse, patienceMs?: number): Promise<void> {
    const line = this.#waiting[use];
    if (line.length === 0 && this.#mayGo(use)) {
      this.#sent.push(this.#now());
      return;
    }
    if (line.length >= maxWaiting[use]) throw this.busy(use);
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        line.splice(line.indexOf(enter), 1);
        reject(this.busy(use));
      };
      const impatience = patienceMs === undefined ? undefined : setTimeout(giveUp, patienceMs).unref();
      const enter = () => {
        clearTimeout(impatience);
        this.#sent.push(this.#now());
        resolve();
      };
      line.push(enter);
      this.#schedule();
    });
  }

  /** Claritalk asked to wait this many ms: nothing is sent before then. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#now() + Math.min(ms, longestHoldMs));
    this.#schedule();
  }

  /** Returns the refusal for someone who has waited long enough, with the seconds until their turn may come. */
  busy(use: TokenUse): OAuthFailure {
    const perMinute = this.#perMinute - this.#floor(use);
    const ahead = tokenUses
      .slice(0, tokenUses.indexOf(use) + 1)
      .reduce((sum, other) => sum + this.#waiting[other].length, 0);
    const heldMs = Math.max(0, this.#heldUntil - this.#now());
    const seconds = Math.ceil(heldMs / 1000 + (ahead / perMinute) * 60);
    const retryAfter = String(Math.min(300, Math.max(5, seconds)));
    return new OAuthFailure(503, 'temporarily_unavailable', 'Many are signing in. Try again shortly.', {
      retryAfter,
    });
  }

  #floor(use: TokenUse): number {
    return Math.floor(this.#perMinute * reserved[use]);
  }

  /** Returns how many may be sent now. */
  #left(): number {
    const now = this.#now();
    if (now < this.#heldUntil) return 0;
    while (this.#sent[0] !== undefined && now - this.#sent[0] >= windowMs) this.#sent.shift();
    return this.#perMinute - this.#sent.length;
  }

  #admit(): void {
    for (const use of tokenUses) {
      const line = this.#waiting[use];
      while (line.length > 0 && this.#mayGo(use)) line.shift()?.();
    }
    this.#schedule();
  }

  #mayGo(use: TokenUse): boolean {
    return this.#left() > this.#floor(use);
  }

  /**
   * Checks again when the hold is over, or the oldest request is a minute old; at once where that has just happened.
   */
  #schedule(): void {
    clearTimeout(this.#timer);
    const waiting = tokenUses.filter((use) => this.#waiting[use].length > 0);
    if (waiting.length === 0) return;
    const now = this.#now();
    const oldest = (this.#sent[0] ?? now) + windowMs;
    const next = now < this.#heldUntil ? this.#heldUntil : oldest;
    const at = waiting.some((use) => this.#mayGo(use)) ? now : next;
    this.#timer = setTimeout(() => this.#admit(), Math.max(1, at - now)).unref();
  }
}
