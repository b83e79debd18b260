import type * as v from 'valibot';
import { listUsers } from '#contract/courier/people.ts';
import { emailKey } from '#contract/email.ts';
import type { AskCompany } from '../conversations/company.ts';
import { knownBy } from './known-by.ts';

type User = v.InferOutput<typeof listUsers.response>['data'][number];

/** Someone whom Courier knows: a user, and the individual as whom they write and are written to. */
export interface Person {
  /** UUIDs. */
  readonly user: string;
  readonly individual: string;
  readonly name: string;
  /** Empty where Courier has none. */
  readonly firstName: string;
  /** Whether they answered STOP to a text message. */
  readonly isUnsubscribed: boolean;
  /** As Courier has it; undefined where it has not been verified, as with the number. */
  readonly email: string | undefined;
  /** In international form. */
  readonly phone: string | undefined;
  /** Such as `fr_BE`; undefined where Courier only guesses it. */
  readonly locale: string | undefined;
}

/** Everyone at a company, by what requests name them by. */
export interface Directory {
  readonly byUser: ReadonlyMap<string, Person>;
  readonly byIndividual: ReadonlyMap<string, Person>;
  /** By addresses as `emailKey` has them. One that several people have is nobody's. */
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
    const byEmail = grouped(people, ({ email }) => email && emailKey(email));
    return {
      byUser: new Map(people.map((person) => [person.user, person])),
      byIndividual: new Map(people.map((person) => [person.individual, person])),
      byEmail: new Map(
        [...byEmail].flatMap(([email, [one, other]]) => (one && !other ? [[email, one]] : [])),
      ),
      byPhone: grouped(people, ({ phone }) => phone),
    };
  }
}

function grouped(people: readonly Person[], keyOf: (person: Person) => string | undefined) {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const key = keyOf(person);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(person);
    else groups.set(key, [person]);
  }
  return groups;
}

function personOf({ id, attributes }: User): Person | undefined {
  const individual = attributes['primary-individual-id'];
  if (!individual) return undefined;
  const { name, email, phone } = knownBy(attributes);
  const firstName = attributes['first-name']?.trim() ?? '';
  const isUnsubscribed = attributes['phone-unsubscribed'] === true;
  const locale = (attributes['locale-explicit'] === true && attributes.locale) || undefined;
  return { user: id, individual, name: name || email || id, firstName, isUnsubscribed, email, phone, locale };
}
