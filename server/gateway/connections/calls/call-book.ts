import { listOrganizations, listUsers } from '#contract/courier/people.ts';
import { getVoiceRecording, listVoiceRecordings, listVoiceSettings } from '#contract/courier/telephone.ts';
import type { AskCompany } from '../conversations/company.ts';
import { orMissing } from '../conversations/inbox.ts';
import { GrowingList, type Part } from './growing-list.ts';
import { People } from './people.ts';
import { type Call, callOf, type Person, personOf } from './wire.ts';

export interface CallBookOptions {
  readonly ask: AskCompany;
  readonly now: () => number;
}

export interface KnownCalls {
  /** The newest first. */
  readonly calls: readonly Call[];
  readonly isComplete: boolean;
}

/** A call with everything that was said. */
export interface WholeCall {
  readonly call: Call;
  readonly transcription: string;
}

interface Around {
  /** Numbers of the company, by the id of their settings. */
  readonly lines: ReadonlyMap<string, string>;
  readonly lists: readonly GrowingList<Call>[];
}

/** Recordings bring along what was said; people are short. */
const headSizes = { calls: 100, people: 1_000 } as const;
const heldAroundMs = 10 * 60_000;

const pageOf = ({ limit, offset }: Part) => ({ 'page[limit]': limit, 'page[offset]': offset });

/**
 * The calls of a company, and whom it knows, in memory: the system's own lists can neither be searched nor say whose
 * number a number is.
 */
export class CallBook {
  readonly #options: CallBookOptions;
  readonly #people: GrowingList<Person>;
  #around: { readonly at: number; readonly found: Promise<Around> } | undefined;
  /** By organisation; kept when the list of organisations is read again. */
  readonly #lists = new Map<string, GrowingList<Call>>();
  #sorted: { readonly key: string; readonly known: KnownCalls } | undefined;
  #indexed: { readonly version: number; readonly people: People } | undefined;

  constructor(options: CallBookOptions) {
    const { ask, now } = options;
    this.#options = options;
    this.#people = new GrowingList({
      now,
      headSize: headSizes.people,
      read: async (part) => (await ask(listUsers, { query: pageOf(part) })).data.map(personOf),
    });
  }

  /** What is known so far. @throws Refusal */
  async calls(): Promise<KnownCalls> {
    const { lists } = await this.#need();
    const grown = await Promise.all(lists.map((list) => list.grown()));
    const isComplete = grown.every((one) => one.isComplete);
    const key = `${grown.map(({ version }) => version).join(' ')} ${isComplete}`;
    if (this.#sorted?.key !== key) {
      const all = grown.flatMap(({ rows }) => [...rows.values()]);
      all.sort((one, other) => (other.at ?? 0) - (one.at ?? 0) || (one.id < other.id ? -1 : 1));
      this.#sorted = { key, known: { calls: all, isComplete } };
    }
    return this.#sorted.known;
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
  async line({ setting }: Call): Promise<string | undefined> {
    return setting === undefined ? undefined : (await this.#need()).lines.get(setting);
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
    const ids = data.map(({ id }) => id);
    const settings = await Promise.all(
      ids.map((id) => ask(listVoiceSettings, { query: { 'organization-id': id } })),
    );
    const numbers = settings.flatMap((one) =>
      one.data.map(({ id, attributes }) => [id, attributes['phone-number'] ?? ''] as const),
    );
    return { lines: new Map(numbers), lists: ids.map((id) => this.#listOf(id)) };
  }

  #listOf(organization: string): GrowingList<Call> {
    const { ask, now } = this.#options;
    const known = this.#lists.get(organization);
    if (known) return known;
    const read = async (part: Part) => {
      const query = { 'organization-id': organization, ...pageOf(part) };
      return (await ask(listVoiceRecordings, { query })).data.map(callOf);
    };
    const list = new GrowingList({ now, read, headSize: headSizes.calls });
    this.#lists.set(organization, list);
    return list;
  }
}
