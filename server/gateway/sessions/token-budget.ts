import { OAuthFailure } from './oauth-failure.ts';

/** What a request to Claritalk's token endpoint is for; who comes first, goes first. */
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

/** The part of a minute that is left to those before: anyone who sends codes never takes it from live sessions. */
const reserved: Readonly<Record<TokenUse, number>> = {
  service: 0,
  renewal: 0,
  'known-browser': 1 / 3,
  'new-browser': 2 / 3,
};
/** Renewals are one for each session; codes wait for someone who looks at the page. */
const maxWaiting: Readonly<Record<TokenUse, number>> = {
  service: 10,
  renewal: 10_000,
  'known-browser': 500,
  'new-browser': 500,
};
/** A bit more than Claritalk's minute, as requests do not all take the same time to get there. */
const windowMs = 61_000;
/** Claritalk's windows are minutes; a longer wait would only lock everyone out. */
const longestHoldMs = 2 * 60 * 1000;

export interface TokenBudgetOptions {
  /** What Claritalk allows the gateway's address. */
  readonly perMinute: number;
  /** Clock in ms since the epoch. */
  readonly now?: () => number;
}

/**
 * Shares out what the gateway may ask of Claritalk's token endpoint, which counts all people together: they have the
 * gateway's address. Never more than `perMinute` in any minute; what is too much waits.
 */
export class TokenBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  /** When the requests of the last minute were let through; the oldest first. */
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

  /** Whether so much is left that something may be asked for that could wait. */
  get calm(): boolean {
    return this.#left() > this.#perMinute / 2;
  }

  /**
   * Resolves when a request may be sent.
   * @param patienceMs after which it is given up; as long as it takes when absent.
   * @throws OAuthFailure with 503 when it was given up, or too many wait already.
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

  /** Claritalk asked to wait so many ms: nothing is sent before. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#now() + Math.min(ms, longestHoldMs));
    this.#schedule();
  }

  /** What to answer to someone who has waited long enough, with the seconds until their turn may come. */
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

  /** How many may be sent now. */
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

  /** Looks again when the hold is over, or a minute for the oldest request; at once where that has just happened. */
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
