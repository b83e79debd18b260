import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { listUsers } from '#contract/claritalk/users.ts';
import type { SubjectKey } from '#contract/gateway/session.ts';
import { urlText } from '#contract/url-text.ts';
import { apiRoot } from '../../upstreams/claritalk.ts';
import { retryAfterOf, type UpstreamClient } from '../../upstreams/client.ts';
import { conversationSystem } from '../connections/conversations/conversations.ts';
import type { Sights } from '../connections/conversations/sights.ts';
import { idOf } from '../connections/conversations/wire.ts';
import type { ClaritalkCall } from '../elevation/claritalk-calls.ts';
import type { Members } from '../elevation/members.ts';
import { Refusal } from '../http/refusal.ts';
import { FairScheduler } from '../scheduling/fair-scheduler.ts';
import type { Limiter, Limits } from '../scheduling/limits.ts';
import { OAuthFailure } from '../sessions/oauth-failure.ts';
import type { SessionStore } from '../sessions/sessions.ts';
import type { TokenService } from '../sessions/token-service.ts';
import type { Origin } from '../webhooks/read-delivery.ts';

/** Whether someone may know of something could not be determined. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  /** How long Claritalk said to wait before asking again. */
  readonly waitMs: number;

  constructor(
    message: string,
    { waitMs = 0, ...options }: ErrorOptions & { waitMs?: number | undefined } = {},
  ) {
    super(message, options);
    this.waitMs = waitMs;
  }
}

/** The session has ended. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}

/** What someone wants to know about. */
export interface Subject {
  /** Undefined: Claritalk. */
  readonly origin?: Origin | undefined;
  readonly about: string;
  readonly subject: string;
}

export interface AccessChecksOptions {
  readonly upstream: UpstreamClient;
  readonly call: ClaritalkCall;
  readonly tokens: TokenService;
  readonly sessions: SessionStore;
  readonly members: Pick<Members, 'of'>;
  readonly sights: Pick<Sights, 'mayKnow'>;
  readonly limits: Limits;
  readonly now?: () => number;
}

interface Reader {
  readonly sessionId: string;
  readonly person: SubjectKey;
}

interface Decision {
  readonly answer: Promise<boolean>;
  /** Valid until, in ms since the epoch. */
  until: number;
}

/** A person who may read a meeting now is assumed to be allowed to for this long. */
const allowedMs = 30_000;
/** Short: meetings are often shared at the moment they change. */
const deniedMs = 2_000;
const maxDecisions = 50_000;
/** Concurrent requests to Claritalk: nobody's take the slots of others, however slow theirs are. */
const places = { total: 16, each: 4, waiting: 1_000 };
/** The page must get most of the 480 requests a minute that Claritalk allows a person. */
const questionsPerMinute = 120;
const attempts = 3;
const longestWaitMs = 5_000;

const knownUsers = v.array(v.looseObject({ id: v.optional(v.nullable(v.string())) }));

/**
 * Finds out with a person's own token, at Claritalk, whether they may know of a meeting or user, or of what a connected
 * system tells. Decisions are kept for some seconds.
 */
export class AccessChecks {
  readonly #options: AccessChecksOptions;
  readonly #now: () => number;
  readonly #decisions = new Map<string, Decision>();
  readonly #places = new FairScheduler(places);
  readonly #limiter: Limiter;

  constructor(options: AccessChecksOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#limiter = options.limits.of({
      name: 'questions of streams',
      requests: questionsPerMinute,
      comesBack: 'at-once',
    });
  }

  /**
   * Whether the person of a session may know of something.
   * @param sessionId as it is in the cookie.
   * @throws Undecided, SessionEnded
   */
  mayKnow(sessionId: string, { origin, about, subject }: Subject): Promise<boolean> {
    const key = `${sessionId} ${origin ? `${origin.system} of ${origin.organisation} ` : ''}${about} ${subject}`;
    const known = this.#decisions.get(key);
    if (known && known.until > this.#now()) return known.answer;
    if (this.#decisions.size >= maxDecisions) this.sweep();
    const answer = this.#ask(sessionId, { origin, about, subject });
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

  /** Forgets what is no longer valid. */
  sweep(): void {
    const now = this.#now();
    for (const [key, { until }] of this.#decisions) if (until <= now) this.#decisions.delete(key);
  }

  async #ask(sessionId: string, subject: Subject): Promise<boolean> {
    const person = await this.#options.sessions.personOf(sessionId);
    if (person === undefined) throw new SessionEnded();
    if ((await this.#limiter.take(person)) > 0) throw new Undecided('too many questions for one person');
    return this.#askPatiently({ sessionId, person }, subject);
  }

  async #askPatiently(reader: Reader, subject: Subject): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#askInTurn(reader, subject);
      } catch (error) {
        if (error instanceof SessionEnded || attempt === attempts) throw error;
        const told = error instanceof Undecided ? error.waitMs : 0;
        const own = Math.random() * Math.min(longestWaitMs, 500 * 2 ** attempt);
        // Whoever is waiting has no slot.
        await pause(told + own, undefined, { ref: false });
      }
    }
  }

  async #askInTurn({ sessionId, person }: Reader, subject: Subject): Promise<boolean> {
    const leave = await this.#places
      .enter(person, 0, new AbortController().signal)
      .catch((cause: unknown) => {
        throw new Undecided('too many questions are waiting', { cause });
      });
    try {
      return await this.#askOnce(sessionId, subject);
    } finally {
      leave();
    }
  }

  async #askOnce(sessionId: string, subject: Subject): Promise<boolean> {
    const token = await this.#tokenOf(sessionId);
    if (subject.origin) return this.#mayHear(subject.origin, subject, sessionId, token);
    const { status, waitMs } = await this.#statusOf(token, subject);
    if (status === 401) {
      // The next attempt has a new token, or finds that the session has ended.
      await this.#options.sessions.refuse(sessionId, token);
      throw new Undecided('the token was refused');
    }
    if (status === 200) return true;
    if (status === 403 || status === 404) return false;
    throw new Undecided(`Claritalk answered ${status}`, { waitMs });
  }

  /** Admins hear of everything, members of the conversations that they may see. */
  async #mayHear(
    { system, organisation }: Origin,
    { about, subject }: Subject,
    sessionId: string,
    accessToken: string,
  ): Promise<boolean> {
    const { members, sights, sessions } = this.#options;
    try {
      const member = await members.of(sessionId, accessToken, false);
      if (member.organisation !== organisation) return false;
      if (member.isAdmin || system !== conversationSystem) return member.isAdmin;
      return await sights.mayKnow({ member, sessionId, accessToken }, about, idOf(subject));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Of no organisation, or of several.
      if (error.status === 403) return false;
      if (error.status === 401) await sessions.refuse(sessionId, accessToken);
      throw new Undecided('it is not known who may see it', { cause: error });
    }
  }

  async #tokenOf(sessionId: string): Promise<string> {
    try {
      return (await this.#options.tokens.renew(sessionId, false)).accessToken;
    } catch (error) {
      if (error instanceof OAuthFailure && error.endsSession) throw new SessionEnded();
      throw new Undecided('there is no token', { cause: error });
    }
  }

  /**
   * Returns the status of Claritalk's response to a request for a subject with this token, and how long it says to
   * wait.
   */
  async #statusOf(token: string, { about, subject }: Subject): Promise<{ status: number; waitMs?: number }> {
    const { upstream, call } = this.#options;
    try {
      if (about === 'user') {
        const { status, body } = await call(listUsers, token, {});
        if (status !== 200) return { status };
        const known = v.parse(knownUsers, body).some(({ id }) => id?.toLowerCase() === subject);
        return { status: known ? 200 : 404 };
      }
      const answer = await upstream.request({
        method: 'GET',
        path: `${apiRoot}/meetings/${urlText(subject)}`,
        headers: { accept: 'application/json', authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(upstream.timeouts.headers),
      });
      // Only the status matters here; the page reads the content itself.
      await answer.body.dump();
      const wait = Number(retryAfterOf(answer.headers) ?? 0) * 1000;
      const waitMs = answer.statusCode === 429 && wait <= longestWaitMs ? wait : 0;
      return { status: answer.statusCode, waitMs };
    } catch (error) {
      throw new Undecided('Claritalk did not answer', { cause: error });
    }
  }
}
