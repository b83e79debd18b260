import * as v from 'valibot';
import { uuid } from '#contract/claritalk/shapes.ts';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { Refusal, refusal, refusalText } from '../http/refusal.ts';
import { FairScheduler } from '../scheduling/fair-scheduler.ts';
import type { Limiter, Limits } from '../scheduling/limits.ts';
import type { AuditActor } from './audit-log.ts';
import type { OwnSession } from './caller.ts';
import type { ClaritalkCall } from './claritalk-calls.ts';
import type { OrganisationCheck } from './organisation-check.ts';

/** The person behind a request, as Claritalk has just confirmed it. */
export interface Caller extends AuditActor {
  readonly token: string;
}

/** What someone wants from administration. */
export type AdminWork = 'read' | 'change';

/** Told who is asking. */
type Identified = (actor: AuditActor) => Promise<void>;

/** A request that may be processed. */
export interface Admitted {
  readonly session: OwnSession;
}

/** Too much was asked for. */
export class TooMuch extends Refusal {
  /** True the first time in a minute: what follows need not be reported again. */
  readonly first: boolean;

  constructor(seconds: number, first: boolean) {
    const reason = { code: 'too-many-admin-requests', values: {} } as const;
    super(429, refusalText(reason), { 'retry-after': String(seconds) }, { reason });
    this.first = first;
  }
}

const perMinute: Readonly<Record<AdminWork, number>> = { read: 120, change: 120 };
/** Requests from someone who turned out not to be an admin, or that made no sense; more than this is an attack. */
const unprovenPerMinute = 20;
/** How many requests without the session's own token get a line each; a flood must not fill the disk. */
const strangersPerMinute = 20;
/**
 * Of a person's requests, these are confirmed at a time and the rest wait: their results, and the lines in the log, do
 * not all come at once. Everyone has their own places, and none of the requests counted above is refused here.
 */
const askingLimits = { total: Number.POSITIVE_INFINITY, each: 4, waiting: perMinute.read + perMinute.change };

const currentUser = v.looseObject({
  user: v.looseObject({
    uuid,
    role: v.string(),
    name: v.optional(v.nullable(v.string())),
    email: v.optional(v.nullable(v.string())),
  }),
});

export interface AdminsOptions {
  readonly call: ClaritalkCall;
  /** Whether they belong to the organisation that this serves. */
  readonly organisation: Pick<OrganisationCheck, 'confirm'>;
  readonly limits: Limits;
  /** Of what; each counts for itself. */
  readonly name: string;
}

/** Who may do what admins do, and how often. Counted by person, whatever the number of their sessions. */
export class Admins {
  readonly #call: ClaritalkCall;
  readonly #organisation: AdminsOptions['organisation'];
  readonly #limiters: Readonly<Record<AdminWork, Limiter>>;
  readonly #unproven: Limiter;
  readonly #told: Limiter;
  readonly #strangers: Limiter;
  readonly #asking = new FairScheduler(askingLimits);

  constructor({ call, organisation, limits, name }: AdminsOptions) {
    const limited = (what: string, requests: number) =>
      limits.of({ name: `${name}: ${what}`, requests, comesBack: 'at-once' });
    this.#call = call;
    this.#organisation = organisation;
    this.#limiters = {
      read: limited('read', perMinute.read),
      change: limited('change', perMinute.change),
    };
    this.#unproven = limited('unproven', unprovenPerMinute);
    this.#told = limited('told', 1);
    this.#strangers = limited('strangers', strangersPerMinute);
  }

  /**
   * Counts a request before anything is done for it: before it is logged, queued, or checked with Claritalk. Until
   * {@link confirm} has shown that it comes from an admin, it counts towards the few that others may make.
   * @throws TooMuch
   */
  async admit(session: OwnSession, work: AdminWork): Promise<Admitted> {
    const { subjectKey } = session;
    const wait = (await this.#limiters[work].take(subjectKey)) || (await this.#unproven.take(subjectKey));
    if (wait > 0) throw new TooMuch(wait, (await this.#told.take(subjectKey)) === 0);
    return { session };
  }

  /** Whether a request without the session's own token is still worth a line. @param who empty for anyone */
  async isWorthLogging(who: string): Promise<boolean> {
    return (await this.#strangers.take(who)) === 0;
  }

  /**
   * Asks Claritalk now who holds the session's token, and whether they are an admin of the organisation.
   * @param fresh whether the organisation, too, must be theirs now; a few minutes ago is enough for reading.
   * @param identified is told as soon as the person is known, even if they are not an admin.
   * @throws Refusal with 401, 403, 429, 502 or 503; NoAnswer.
   */
  async confirm(
    { session }: Admitted,
    fresh: boolean,
    identified: Identified = async () => {},
  ): Promise<Caller> {
    const leave = await this.#asking.enter(session.subjectKey, 0, new AbortController().signal);
    const caller = await this.#ask(session, fresh, identified).finally(leave);
    this.#unproven.giveBack(session.subjectKey);
    return caller;
  }

  async #ask(session: OwnSession, fresh: boolean, identified: Identified): Promise<Caller> {
    const answer = await this.#call(getCurrentUser, session.token, {});
    if (answer.status === 401) throw refusal('session-refused', { system: claritalkName });
    const parsed = v.safeParse(currentUser, answer.body);
    // A service account has no user: Claritalk answers 500 to its token.
    if (answer.status !== 200 || !parsed.success) {
      throw refusal('rights-unknown', { system: claritalkName });
    }
    const { user } = parsed.output;
    const actor = { uuid: user.uuid.toLowerCase(), name: user.name ?? '', email: user.email ?? '' };
    await identified(actor);
    if (user.role !== 'admin') throw refusal('not-an-admin', {});
    await this.#organisation.confirm(actor.uuid, fresh);
    return { ...actor, token: session.token };
  }
}
