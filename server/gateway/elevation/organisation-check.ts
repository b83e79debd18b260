import * as v from 'valibot';
import { getUser } from '#contract/claritalk/users.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import { refusal } from '../http/refusal.ts';
import type { ServiceAccount } from './service-account.ts';

/** People hardly ever move to another organisation. */
const insideMs = 10 * 60 * 1000;
const outsideMs = 60 * 1000;
const maxKnown = 10_000;

const userWithId = v.looseObject({ id: v.string() });

interface Known {
  readonly inside: boolean;
  /** In ms since the epoch. */
  readonly until: number;
}

/**
 * Whether someone belongs to the service account's organisation, the only one whose users it sees. Asking uses up the
 * service account's own requests, which all admins share, so reads reuse an earlier result; changes ask each time. That
 * someone is a stranger is remembered for a minute in any case.
 */
export class OrganisationCheck {
  readonly #service: ServiceAccount;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();

  constructor(service: ServiceAccount, now: () => number = Date.now) {
    this.#service = service;
    this.#now = now;
  }

  /**
   * @param uuid of the person, lower case.
   * @param fresh whether it must be true now.
   * @throws Refusal with 403 for someone of another organisation, 429, 502 or 503; NoAnswer.
   */
  async confirm(uuid: string, fresh: boolean): Promise<void> {
    const known = this.#known.get(uuid);
    const holds = known !== undefined && known.until > this.#now();
    if (holds && known.inside && !fresh) return;
    if (!(holds && !known.inside) && (await this.#ask(uuid))) return;
    throw refusal('other-organisation', {});
  }

  async #ask(uuid: string): Promise<boolean> {
    const answer = await this.#service.call(getUser, { query: { uuid } });
    if (answer.status === 401) throw refusal('service-token-refused', { system: claritalkName });
    const parsed = v.safeParse(userWithId, answer.body);
    const inside = answer.status === 200 && parsed.success && parsed.output.id.toLowerCase() === uuid;
    if (!inside && answer.status !== 404) {
      throw refusal('rights-unknown', { system: claritalkName });
    }
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(uuid, { inside, until: this.#now() + (inside ? insideMs : outsideMs) });
    return inside;
  }
}
