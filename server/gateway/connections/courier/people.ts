import { listUsers } from '#contract/courier/people.ts';
import { emailKey } from '#contract/email.ts';
import type { AskCompany } from '../conversations/company.ts';

/** Someone whom Courier knows: a user, and the individual as whom they write and are written to. */
export interface Person {
  /** UUIDs. */
  readonly user: string;
  readonly individual: string;
  readonly name: string;
  /** As Courier has it. */
  readonly email: string;
  /** In international form. */
  readonly phone: string | undefined;
}

/** Everyone at a company, by what requests name them by. */
export interface Directory {
  readonly byUser: ReadonlyMap<string, Person>;
  readonly byIndividual: ReadonlyMap<string, Person>;
  /** By addresses as `emailKey` has them. */
  readonly byEmail: ReadonlyMap<string, Person>;
  readonly byPhone: ReadonlyMap<string, readonly Person[]>;
}

const heldMs = 60_000;
const pageSize = 1_000;
/** A company with more has its first ones known. */
const maxPages = 20;

/** The people of one company at Courier. Its lists are read as a whole, and remembered for a minute. */
export class People {
  readonly #ask: AskCompany;
  readonly #now: () => number;
  #held: { readonly at: number; readonly found: Promise<Directory> } | undefined;

  /** @param now clock in ms. */
  constructor(ask: AskCompany, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }

  /** @throws Refusal */
  all(): Promise<Directory> {
    if (this.#held && this.#held.at > this.#now() - heldMs) return this.#held.found;
    const found = this.#read();
    const held = { at: this.#now(), found };
    this.#held = held;
    found.catch(() => {
      if (this.#held === held) this.#held = undefined;
    });
    return found;
  }

  async #read(): Promise<Directory> {
    const people: Person[] = [];
    for (let page = 0; page < maxPages; page += 1) {
      const query = { 'page[limit]': String(pageSize), 'page[offset]': String(page * pageSize) };
      const { data } = await this.#ask(listUsers, { query });
      people.push(...data.flatMap((wire) => personOf(wire) ?? []));
      if (data.length < pageSize) break;
    }
    const byPhone = Map.groupBy(
      people.filter(({ phone }) => phone !== undefined),
      ({ phone }) => phone ?? '',
    );
    return {
      byUser: new Map(people.map((person) => [person.user, person])),
      byIndividual: new Map(people.map((person) => [person.individual, person])),
      byEmail: new Map(people.filter(({ email }) => email).map((person) => [emailKey(person.email), person])),
      byPhone,
    };
  }
}

interface WireUser {
  readonly id: string;
  readonly attributes: {
    readonly email?: string | null | undefined;
    readonly 'first-name'?: string | null | undefined;
    readonly 'last-name'?: string | null | undefined;
    readonly phone?: string | null | undefined;
    readonly 'primary-individual-id'?: string | null | undefined;
  };
}

function personOf({ id, attributes }: WireUser): Person | undefined {
  const individual = attributes['primary-individual-id'];
  if (!individual) return undefined;
  const email = attributes.email ?? '';
  const names = [attributes['first-name'], attributes['last-name']].filter(Boolean);
  return {
    user: id,
    individual,
    name: names.join(' ') || email || id,
    email,
    phone: attributes.phone || undefined,
  };
}
