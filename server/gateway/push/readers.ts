import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { listUsers } from '#contract/claritalk.ts';
import { Allowance } from '../elevation/allowance.ts';
import type { ClaritalkCall } from '../elevation/claritalk-calls.ts';
import { OAuthFailure } from '../oauth-failure.ts';
import { apiRoot } from '../proxy-request.ts';
import type { SessionStore } from '../sessions.ts';
import type { TokenService } from '../token-service.ts';
import { retryAfterOf, type Upstream } from '../upstream.ts';
import { Turnstile } from './queue.ts';

/** It could not be found out whether somebody may know of something. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

/** The session has ended. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}

/** What somebody wants to know of. */
export interface Subject {
  readonly about: 'meeting' | 'user';
  readonly subject: string;
}

export interface ReadersOptions {
  readonly upstream: Upstream;
  readonly call: ClaritalkCall;
  readonly tokens: TokenService;
  readonly sessions: SessionStore;
  readonly now?: () => number;
}

interface Decision {
  readonly answer: Promise<boolean>;
  /** Until when it holds, in ms since the epoch. */
  until: number;
}

/** A person who may read a meeting now is taken to be allowed this long. */
const allowedMs = 30_000;
/** Short: meetings are often shared in the moment in which they change. */
const deniedMs = 2_000;
const mostDecisions = 50_000;
/** Questions to Claritalk at a time, over all sessions. */
const atATime = 16;
/** Of the 480 requests a minute that Claritalk allows a person, the page must have most. */
const questionsPerMinute = 120;
const attempts = 3;
const longestWaitMs = 5_000;

const knownUsers = v.array(v.looseObject({ id: v.optional(v.nullable(v.string())) }));

/**
 * Finds out with a person's own token, at Claritalk, whether they may know of a meeting or user. Decisions are kept
 * for some seconds.
 */
export class Readers {
  readonly #options: ReadersOptions;
  readonly #now: () => number;
  readonly #decisions = new Map<string, Decision>();
  readonly #turnstile = new Turnstile(atATime);
  readonly #allowance: Allowance;

  constructor(options: ReadersOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#allowance = new Allowance(questionsPerMinute, this.#now);
  }

  /**
   * Whether the person of a session may know of something.
   * @param sessionId as it is in the cookie.
   * @throws Undecided, SessionEnded
   */
  mayKnow(sessionId: string, { about, subject }: Subject): Promise<boolean> {
    const key = `${sessionId} ${about} ${subject}`;
    const known = this.#decisions.get(key);
    if (known && known.until > this.#now()) return known.answer;
    if (this.#decisions.size >= mostDecisions) this.sweep();
    const answer = this.#ask(sessionId, { about, subject });
    const decision: Decision = { answer, until: Number.POSITIVE_INFINITY };
    this.#decisions.set(key, decision);
    answer.then(
      (allowed) => {
        decision.until = this.#now() + (allowed ? allowedMs : deniedMs);
      },
      () => this.#decisions.delete(key),
    );
    return answer;
  }

  /** Forgets what holds no longer. */
  sweep(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#decisions) if (until <= now) this.#decisions.delete(key);
  }

  async #ask(sessionId: string, subject: Subject): Promise<boolean> {
    if (this.#allowance.take(sessionId) > 0) throw new Undecided('too many questions for one session');
    return this.#turnstile.run(() => this.#askPatiently(sessionId, subject));
  }

  async #askPatiently(sessionId: string, subject: Subject): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#askOnce(sessionId, subject);
      } catch (error) {
        if (error instanceof SessionEnded || attempt === attempts) throw error;
        await pause(Math.random() * Math.min(longestWaitMs, 500 * 2 ** attempt), undefined, { ref: false });
      }
    }
  }

  async #askOnce(sessionId: string, subject: Subject): Promise<boolean> {
    const token = await this.#tokenOf(sessionId);
    const status = await this.#statusOf(token, subject);
    if (status === 401) {
      // The next attempt has a new token, or finds the session ended.
      this.#options.sessions.refuse(sessionId, token);
      throw new Undecided('the token was refused');
    }
    if (status === 200) return true;
    if (status === 403 || status === 404) return false;
    throw new Undecided(`Claritalk answered ${status}`);
  }

  async #tokenOf(sessionId: string): Promise<string> {
    try {
      return (await this.#options.tokens.renew(sessionId)).accessToken;
    } catch (error) {
      if (error instanceof OAuthFailure && error.endsSession) throw new SessionEnded();
      throw new Undecided('there is no token', { cause: error });
    }
  }

  /** The status of Claritalk's answer to who asks for a subject with this token. */
  async #statusOf(token: string, { about, subject }: Subject): Promise<number> {
    const { upstream, call } = this.#options;
    try {
      if (about === 'user') {
        const { status, body } = await call(listUsers, token, {});
        if (status !== 200) return status;
        return v.parse(knownUsers, body).some(({ id }) => id?.toLowerCase() === subject) ? 200 : 404;
      }
      const answer = await upstream.request({
        method: 'GET',
        path: `${apiRoot}/meetings/${encodeURIComponent(subject)}`,
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(upstream.timeouts.headers),
      });
      // Only whether it is answered counts here; the page reads it itself.
      await answer.body.dump();
      const wait = Number(retryAfterOf(answer.headers) ?? 0) * 1000;
      if (answer.statusCode === 429 && wait <= longestWaitMs) await pause(wait, undefined, { ref: false });
      return answer.statusCode;
    } catch (error) {
      throw new Undecided('Claritalk did not answer', { cause: error });
    }
  }
}
