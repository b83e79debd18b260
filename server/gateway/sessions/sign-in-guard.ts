import { randomUUID } from 'node:crypto';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Limiter, Limits } from '../scheduling/limits.ts';
import { OAuthFailure } from './oauth-failure.ts';
import type { Seal } from './sealed.ts';
import { SealedCookie } from './sealed-cookie.ts';
import type { TokenUse } from './token-budget.ts';

export interface SignInGuardOptions {
  readonly publicUrl: string;
  /** Created for this purpose only. */
  readonly seal: Seal;
  readonly limits: Limits;
  /** Clock in ms since the epoch. */
  readonly now?: () => number;
  /** Started sign-ins whose codes are counted; beyond that the oldest are forgotten. */
  readonly maxRemembered?: number;
}

/** Time for someone to find their password, or second factor. */
const signInSeconds = 60 * 60;
/** A reload, or a second tab that finishes with the first one's cookie; more than that is someone guessing. */
const codesPerSignIn = 3;
const browserSeconds = 180 * 24 * 60 * 60;
const codesPerPersonAndMinute = 6;

interface Attempts {
  codes: number;
  /** In ms since the epoch; after that the cookie is refused in any case. */
  readonly until: number;
}

/**
 * Decides whose codes are sent to Claritalk, where all browsers share this gateway's allowance. A code is redeemed for
 * a browser that started signing in here, a few for each start. Anyone can start, so browsers in which someone has
 * signed in before are distinguished from unknown ones: however many of the latter there are, the former get in
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
 */
export class SignInGuard {
  readonly #begun: SealedCookie;
  readonly #browser: SealedCookie;
  readonly #now: () => number;
  readonly #attempts = new Map<string, Attempts>();
  readonly #people: Limiter;
  readonly #maxRemembered: number;

  constructor({ publicUrl, seal, limits, now = Date.now, maxRemembered = 10_000 }: SignInGuardOptions) {
    const cookie = (name: string, maxAgeSeconds: number) =>
      new SealedCookie({ publicUrl, name, maxAgeSeconds, seal, now });
    this.#begun = cookie('sign-in', signInSeconds);
    this.#browser = cookie('browser', browserSeconds);
    this.#now = now;
    this.#maxRemembered = maxRemembered;
    this.#people = limits.of({ name: 'codes', requests: codesPerPersonAndMinute, comesBack: 'at-once' });
  }

  /** Returns the `Set-Cookie` for a browser that starts signing in. */
  begin(): string {
    return this.#begun.issue(randomUUID());
  }

  /** Returns the `Set-Cookie` for a browser in which this person has signed in. */
  recognise(person: SubjectKey): string {
    return this.#browser.issue(person);
  }

  /** Whether a browser has started signing in, and returned the cookie it was given. */
  hasBegun(cookies: string | undefined): boolean {
    return this.#begun.read(cookies) !== undefined;
  }

  /**
   * Counts a code that a browser wants redeemed, and returns what kind of request Claritalk would get.
   * @param cookies the request's `Cookie` header.
   * @throws OAuthFailure with 400 when the browser did not begin, with 429 when it tries too often.
   */
  async claim(cookies: string | undefined): Promise<TokenUse> {
    const beginning = this.#begun.read(cookies);
    if (beginning === undefined) {
      throw new OAuthFailure(400, 'invalid_grant', 'This sign-in was not begun here, or too long ago.');
    }
    const attempts = this.#attemptsOf(beginning);
    if (attempts.codes >= codesPerSignIn) {
      throw new OAuthFailure(400, 'invalid_grant', 'This sign-in was tried too often. Begin again.');
    }
    attempts.codes += 1;
    const person = this.#browser.read(cookies);
    const isKnown = person !== undefined && (await this.#people.take(person)) === 0;
    return isKnown ? 'known-browser' : 'new-browser';
  }

  #attemptsOf(beginning: string): Attempts {
    const known = this.#attempts.get(beginning);
    if (known) return known;
    if (this.#attempts.size >= this.#maxRemembered) this.#forgetOldest();
    const attempts = { codes: 0, until: this.#now() + signInSeconds * 1000 };
    this.#attempts.set(beginning, attempts);
    return attempts;
  }

  /** The map is in chronological order. */
  #forgetOldest(): void {
    const now = this.#now();
    for (const [beginning, { until }] of this.#attempts) {
      if (until > now && this.#attempts.size < this.#maxRemembered) return;
      this.#attempts.delete(beginning);
    }
  }
}
