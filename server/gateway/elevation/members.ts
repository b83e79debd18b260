import * as v from 'valibot';
import { listOrganisations } from '#contract/claritalk/organisations.ts';
import { getCurrentUser } from '#contract/claritalk/users.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { refusal } from '../http/refusal.ts';
import { type ClaritalkCall, NoAnswer } from './claritalk-calls.ts';

/** Someone who is signed in, as Claritalk reports for their own token. */
export interface Member {
  readonly uuid: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  /** UUID of the topmost organisation that they see. */
  readonly organisation: string;
}

const currentUser = v.looseObject({
  user: v.looseObject({
    uuid: v.string(),
    role: v.string(),
    name: v.optional(v.nullable(v.string())),
    email: v.optional(v.nullable(v.string())),
  }),
});
const roots = v.array(v.looseObject({ uuid: v.string() }));

/** How long a result is valid for reads, and for what is open to members. */
const heldMs = 60_000;
const maxHeld = 10_000;

interface Held {
  readonly token: string;
  readonly at: number;
  readonly member: Promise<Member>;
}

/**
 * The organisation of a token's holder.
 * @throws Refusal where there is not exactly one: a connection must not depend on the order of a list. NoAnswer.
 */
export async function organisationOf(call: ClaritalkCall, token: string): Promise<string> {
  const { status, body } = await call(listOrganisations, token, {});
  if (status === 401) throw refusal('session-refused', { system: claritalkName });
  const tree = v.safeParse(roots, body);
  if (status !== 404 && (status !== 200 || !tree.success)) {
    throw refusal('rights-unknown', { system: claritalkName });
  }
  const [root, ...more] = status === 200 && tree.success ? tree.output : [];
  if (!root || more.length > 0) throw refusal('no-organisation', { system: claritalkName });
  return root.uuid.toLowerCase();
}

/** Who people are and what they belong to. Many simultaneous requests ask once. */
export class Members {
  readonly #call: ClaritalkCall;
  readonly #now: () => number;
  /** By session, in the order in which they were first asked about. */
  readonly #held = new Map<string, Held>();

  constructor(call: ClaritalkCall, now: () => number = Date.now) {
    this.#call = call;
    this.#now = now;
  }

  /**
   * @param fresh whether it must be true now.
   * @throws Refusal with 401, 403, 429, 502 or 504.
   */
  of(sessionId: string, token: string, fresh: boolean): Promise<Member> {
    const held = this.#held.get(sessionId);
    const holds = held?.token === token && held.at > this.#now() - heldMs;
    if (held && holds && !fresh) return held.member;
    const member = this.#ask(token);
    this.#held.delete(sessionId);
    this.#held.set(sessionId, { token, at: this.#now(), member });
    member.catch(() => {
      if (this.#held.get(sessionId)?.member === member) this.#held.delete(sessionId);
    });
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size > maxHeld) this.#held.delete(oldest);
    return member;
  }

  async #ask(token: string): Promise<Member> {
    try {
      const [user, organisation] = await Promise.all([
        this.#call(getCurrentUser, token, {}),
        organisationOf(this.#call, token),
      ]);
      if (user.status === 401) throw refusal('session-refused', { system: claritalkName });
      const parsed = v.safeParse(currentUser, user.body);
      if (user.status !== 200 || !parsed.success) throw refusal('rights-unknown', { system: claritalkName });
      const { uuid, role, name, email } = parsed.output.user;
      return {
        uuid: uuid.toLowerCase(),
        name: name ?? '',
        email: email ?? '',
        isAdmin: role === 'admin',
        organisation,
      };
    } catch (error) {
      if (error instanceof NoAnswer) throw refusal('rights-unknown', { system: claritalkName });
      throw error;
    }
  }
}
