import * as v from 'valibot';
import { listDossiers } from '#contract/claritalk/groups.ts';
import { getMeeting, listMeetings } from '#contract/claritalk/meetings.ts';
import { emailKey } from '#contract/email.ts';
import { claritalkName } from '../../../upstreams/claritalk.ts';
import type { ClaritalkCall } from '../../elevation/claritalk-calls.ts';
import { NoAnswer } from '../../elevation/claritalk-calls.ts';
import { refusal } from '../../http/refusal.ts';
import type { Limiter, Limits } from '../../scheduling/limits.ts';
import type { ContactStore, Contacts } from './contacts.ts';

/** Who asks, with their own token. */
export interface Asker {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly organisation: string;
}

/** What someone may read at Claritalk, as far as clients are concerned. */
export interface Readable {
  /** The newest first, with when each changed last. */
  readonly meetings: ReadonlyMap<string, string>;
  readonly dossiers: ReadonlySet<string>;
  /** Of attendees of those meetings, as `emailKey` has them. */
  readonly emails: ReadonlySet<string>;
  /** Ids of those attendees in the CRM. */
  readonly relations: ReadonlySet<string>;
  /** Whether the attendees of all those meetings are known. */
  readonly isComplete: boolean;
}

export interface ReadableMeetingsOptions {
  readonly call: ClaritalkCall;
  readonly store: ContactStore;
  readonly limits: Limits;
  readonly now: () => number;
}

const heldMs = 60_000;
/** While meetings are still to be looked at. */
const heldPartlyMs = 5_000;
const maxHeld = 5_000;
const pageSize = 100;
/** Of someone with more meetings, the newest count. */
const maxPages = 20;
/** Meetings looked at a minute for one person, of the 480 requests that Claritalk allows: the page needs most of them. */
const looksPerMinute = 150;
const atATime = 6;

const meetingRows = v.array(v.looseObject({ id: v.string(), updatedAt: v.optional(v.nullable(v.string())) }));
const dossierRows = v.array(v.looseObject({ id: v.string() }));
export const attendeesOf = v.looseObject({
  attendees: v.optional(
    v.nullable(
      v.array(
        v.looseObject({
          name: v.optional(v.nullable(v.string())),
          email: v.optional(v.nullable(v.string())),
          integration_id: v.optional(v.nullable(v.union([v.string(), v.number()]))),
        }),
      ),
    ),
  ),
});

interface Held {
  readonly token: string;
  until: number;
  readonly found: Promise<Readable>;
}

/**
 * What people may read, asked at Claritalk with their own tokens and remembered for a minute. Its list of meetings names
 * no attendees: each meeting is looked at once, by whoever may read it first, and again when it has changed.
 */
export class ReadableMeetings {
  readonly #options: ReadableMeetingsOptions;
  readonly #limiter: Limiter;
  readonly #held = new Map<string, Held>();

  constructor(options: ReadableMeetingsOptions) {
    this.#options = options;
    this.#limiter = options.limits.of({
      name: 'looks at meetings',
      requests: looksPerMinute,
      comesBack: 'at-once',
    });
  }

  /** @throws Refusal where Claritalk does not say. */
  of(asker: Asker): Promise<Readable> {
    const { now } = this.#options;
    const held = this.#held.get(asker.sessionId);
    if (held?.token === asker.accessToken && held.until > now()) return held.found;
    const found = this.#ask(asker);
    const holding: Held = { token: asker.accessToken, until: Number.POSITIVE_INFINITY, found };
    this.#held.delete(asker.sessionId);
    this.#held.set(asker.sessionId, holding);
    found.then(
      ({ isComplete }) => {
        holding.until = now() + (isComplete ? heldMs : heldPartlyMs);
      },
      () => {
        if (this.#held.get(asker.sessionId) === holding) this.#held.delete(asker.sessionId);
      },
    );
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size > maxHeld) this.#held.delete(oldest);
    return found;
  }

  /** Meetings that someone may read and a client attended, the newest first; of those that were looked at. @throws Refusal */
  async attendedBy(asker: Asker, client: Contacts): Promise<readonly string[]> {
    const meetings = [...(await this.of(asker)).meetings];
    const contacts = await this.#options.store.of(asker.organisation, meetings);
    const isThere = ({ emails, relations }: Contacts) =>
      client.emails.some((email) => emails.includes(email)) ||
      client.relations.some((relation) => relations.includes(relation));
    return meetings.flatMap(([id], at) => {
      const known = contacts[at];
      return known && isThere(known) ? [id] : [];
    });
  }

  async #ask(asker: Asker): Promise<Readable> {
    try {
      const [meetings, dossiers] = await Promise.all([this.#listMeetings(asker), this.#listDossiers(asker)]);
      const contacts = await this.#contactsOf(asker, [...meetings]);
      const known = contacts.filter((one) => one !== undefined);
      return {
        meetings,
        dossiers,
        emails: new Set(known.flatMap(({ emails }) => emails)),
        relations: new Set(known.flatMap(({ relations }) => relations)),
        isComplete: known.length === contacts.length,
      };
    } catch (error) {
      if (error instanceof NoAnswer) throw refusal('rights-unknown', { system: claritalkName });
      throw error;
    }
  }

  /** When each of the meetings changed last, the newest meeting first. */
  async #listMeetings({ accessToken }: Asker): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let page = 0, offset = 0; page < maxPages; page += 1) {
      const query = { limit: String(pageSize), offset: String(offset), order: 'desc' as const };
      const { status, body } = await this.#options.call(listMeetings, accessToken, { query });
      const rows = v.safeParse(meetingRows, body);
      if (status === 404) break;
      if (status !== 200 || !rows.success) throw refusal('rights-unknown', { system: claritalkName });
      for (const { id, updatedAt } of rows.output) found.set(id.toLowerCase(), updatedAt ?? '');
      offset += rows.output.length;
      if (rows.output.length < pageSize) break;
    }
    return found;
  }

  async #listDossiers({ accessToken }: Asker): Promise<ReadonlySet<string>> {
    const { status, body } = await this.#options.call(listDossiers, accessToken, {});
    const rows = v.safeParse(dossierRows, body);
    return new Set(status === 200 && rows.success ? rows.output.map(({ id }) => id) : []);
  }

  /** Undefined for a meeting that nobody has looked at yet. */
  async #contactsOf(
    asker: Asker,
    meetings: readonly (readonly [id: string, updated: string])[],
  ): Promise<readonly (Contacts | undefined)[]> {
    const { store } = this.#options;
    const known = await store.of(asker.organisation, meetings);
    const missing = known.flatMap((contacts, at) => (contacts ? [] : [at])).values();
    const look = async () => {
      for (const at of missing) {
        const [id, updated] = meetings[at] ?? ['', ''];
        if ((await this.#limiter.take(asker.sessionId)) > 0) return;
        known[at] = await this.#look(asker, id, updated);
      }
    };
    await Promise.all(Array.from({ length: atATime }, look));
    return known;
  }

  async #look(
    { accessToken, organisation }: Asker,
    id: string,
    updated: string,
  ): Promise<Contacts | undefined> {
    const { call, store } = this.#options;
    const { status, body } = await call(getMeeting, accessToken, { params: { id } });
    if (status === 403 || status === 404) return { emails: [], relations: [] };
    const read = v.safeParse(attendeesOf, body);
    if (status !== 200 || !read.success) return undefined;
    const attendees = read.output.attendees ?? [];
    const contacts = {
      emails: attendees.flatMap(({ email }) => (email ? [emailKey(email)] : [])),
      relations: attendees.flatMap(({ integration_id: relation }) =>
        relation === null || relation === undefined ? [] : [String(relation)],
      ),
    };
    await store.keep(organisation, id, updated, contacts);
    return contacts;
  }
}
