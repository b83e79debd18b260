import { listVoiceConferences, listVoiceDialLogs } from '#contract/courier/calls.ts';
import { listOrganizations, listUsers } from '#contract/courier/people.ts';
import {
  getVoiceRecording,
  listVoiceQueueEntries,
  listVoiceRecordings,
  listVoiceSettings,
} from '#contract/courier/telephone.ts';
import { getVideoChannel, getVideoParticipant, listVideoChannels } from '#contract/courier/video.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import { GrowingList, type Part } from './growing-list.ts';
import { type Known, NewestFirst } from './newest-first.ts';
import { People } from './people.ts';
import { type VideoCall, videoOf } from './video-wire.ts';
import {
  type Call,
  type Conference,
  callOf,
  conferenceOf,
  type Dialled,
  dialledOf,
  type Person,
  personOf,
  type Waiting,
  waitingOf,
} from './wire.ts';

export interface CallBookOptions {
  readonly ask: AskCompany;
  readonly now: () => number;
}

/** A call with everything that was said. */
export interface WholeCall {
  readonly call: Call;
  readonly transcription: string;
}

interface Around {
  readonly organizations: readonly string[];
  /** Numbers of the company, by the id of their settings. */
  readonly lines: ReadonlyMap<string, string>;
}

/** Recordings bring along what was said; people are short. Conferences begin and end while someone watches. */
const reading = {
  calls: { headSize: 100, heldMs: 20_000 },
  people: { headSize: 1_000, heldMs: 20_000 },
  moving: { headSize: 100, heldMs: 2_000 },
} as const;
/** Of someone with more, the newest are shown. */
const mostVideos = 200;
const heldAroundMs = 10 * 60_000;

const pageOf = ({ limit, offset }: Part) => ({ 'page[limit]': limit, 'page[offset]': offset });
const queryOf = (organization: string, part: Part) => ({ 'organization-id': organization, ...pageOf(part) });

/**
 * The calls of a company, and whom it knows, in memory: the system's own lists can neither be searched nor say whose
 * number a number is.
 */
export class CallBook {
  readonly #options: CallBookOptions;
  readonly #people: GrowingList<Person>;
  readonly #calls: NewestFirst<Call>;
  readonly #conferences: NewestFirst<Conference>;
  readonly #dialled: NewestFirst<Dialled>;
  #around: { readonly at: number; readonly found: Promise<Around> } | undefined;
  #indexed: { readonly version: number; readonly people: People } | undefined;

  constructor(options: CallBookOptions) {
    const { ask, now } = options;
    this.#options = options;
    this.#people = new GrowingList({
      now,
      ...reading.people,
      read: async (part) => (await ask(listUsers, { query: pageOf(part) })).data.map(personOf),
    });
    this.#calls = new NewestFirst({
      now,
      ...reading.calls,
      read: async (id, part) =>
        (await ask(listVoiceRecordings, { query: queryOf(id, part) })).data.map(callOf),
    });
    this.#conferences = new NewestFirst({
      now,
      ...reading.moving,
      read: async (id, part) =>
        (await ask(listVoiceConferences, { query: queryOf(id, part) })).data.map(conferenceOf),
    });
    this.#dialled = new NewestFirst({
      now,
      ...reading.moving,
      read: async (id, part) =>
        (await ask(listVoiceDialLogs, { query: queryOf(id, part) })).data.map(dialledOf),
    });
  }

  /** What is known so far, as of the other lists. @throws Refusal */
  async calls(): Promise<Known<Call>> {
    return this.#calls.known((await this.#need()).organizations);
  }

  async conferences(): Promise<Known<Conference>> {
    return this.#conferences.known((await this.#need()).organizations);
  }

  async dialled(): Promise<Known<Dialled>> {
    return this.#dialled.known((await this.#need()).organizations);
  }

  /** Someone here has begun a conference. */
  conferencesChanged(): void {
    this.#conferences.forget();
    this.#dialled.forget();
  }

  /** @throws Refusal */
  async people(): Promise<People> {
    const { rows, version, isComplete } = await this.#people.grown();
    if (this.#indexed?.version !== version || this.#indexed.people.isComplete !== isComplete)
      this.#indexed = { version, people: new People(rows.values(), isComplete) };
    return this.#indexed.people;
  }

  /** As the system has it now; undefined where it has none. @throws Refusal */
  async call(id: string): Promise<WholeCall | undefined> {
    const found = await orMissing(this.#options.ask(getVoiceRecording, { params: { id } }));
    if (!found) return undefined;
    return { call: callOf(found.data), transcription: (found.data.attributes.transcription ?? '').trim() };
  }

  /** The company's number that was called. @throws Refusal */
  async line({ setting }: Pick<Call, 'setting'>): Promise<string | undefined> {
    return setting === undefined ? undefined : (await this.#need()).lines.get(setting);
  }

  /** Who waits at all numbers now, the longest first. @throws Refusal */
  async waiting(): Promise<readonly Waiting[]> {
    const { lines } = await this.#need();
    const found = await Promise.all(
      [...lines.keys()].map(async (setting) => {
        const query = { 'setting-id': setting };
        return (await this.#options.ask(listVoiceQueueEntries, { query })).data.map((one) =>
          waitingOf(one, setting),
        );
      }),
    );
    return found.flat().sort((one, other) => (other.waited ?? 0) - (one.waited ?? 0));
  }

  /** Video calls that someone takes part in. @throws Refusal */
  async videos(individual: string): Promise<readonly VideoCall[]> {
    const query = { 'individual-id': individual, 'page[limit]': mostVideos };
    return (await this.#options.ask(listVideoChannels, { query })).data.map(videoOf);
  }

  /** Undefined where the system has none. @throws Refusal */
  async video(id: string): Promise<VideoCall | undefined> {
    const found = await orMissing(this.#options.ask(getVideoChannel, { params: { id } }));
    return found && videoOf(found.data);
  }

  /** The video call that someone takes part in, by the id that they have there. @throws Refusal */
  async videoOf(participant: string): Promise<string | undefined> {
    const ask = this.#options.ask(getVideoParticipant, { params: { id: participant } });
    return (await orMissing(ask))?.data.attributes['video-channel-id'] ?? undefined;
  }

  #need(): Promise<Around> {
    const now = this.#options.now();
    if (this.#around && this.#around.at > now - heldAroundMs) return this.#around.found;
    const found = this.#readAround();
    const around = { at: now, found };
    this.#around = around;
    found.catch(() => {
      if (this.#around === around) this.#around = undefined;
    });
    return found;
  }

  async #readAround(): Promise<Around> {
    const { ask } = this.#options;
    const { data } = await ask(listOrganizations, {});
    const organizations = data.map(({ id }) => id);
    const settings = await Promise.all(
      organizations.map((id) => ask(listVoiceSettings, { query: { 'organization-id': id } })),
    );
    const numbers = settings.flatMap((one) =>
      one.data.map(({ id, attributes }) => [id, attributes['phone-number'] ?? ''] as const),
    );
    return { organizations, lines: new Map(numbers) };
  }
}
