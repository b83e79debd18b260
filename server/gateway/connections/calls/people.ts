import { folded, wordsOf } from '../conversations/find-conversations.ts';
import type { Person } from './wire.ts';
import { phoneKey } from './wire.ts';

/** How a call names someone. */
export interface Named {
  readonly individual?: string | undefined;
  /** As the system writes it. */
  readonly phone?: string | undefined;
}

/** Whom the system knows, by what calls and members are known by. */
export class People {
  readonly isComplete: boolean;
  readonly #all: readonly Person[];
  readonly #byUser = new Map<string, Person>();
  readonly #byIndividual = new Map<string, Person>();
  readonly #byPhone = new Map<string, Person[]>();
  readonly #byEmail = new Map<string, Person[]>();

  constructor(people: Iterable<Person>, isComplete: boolean) {
    this.isComplete = isComplete;
    this.#all = [...people];
    for (const person of this.#all) {
      this.#byUser.set(person.id, person);
      const { individual, phone, email } = person;
      if (individual !== undefined) this.#byIndividual.set(individual, person);
      if (phone !== undefined) add(this.#byPhone, phone, person);
      if (email !== undefined) add(this.#byEmail, email, person);
    }
  }

  /** The caller: whom the system names, or who alone has the number. A number of several people is nobody's. */
  of({ individual, phone }: Named): Person | undefined {
    if (individual !== undefined) return this.#byIndividual.get(individual);
    return only(this.#byPhone.get(phoneKey(phone) ?? ''));
  }

  user(id: string | undefined): Person | undefined {
    return id === undefined ? undefined : this.#byUser.get(id);
  }

  /** People with every word of a search in their name, address or number. */
  matching(text: string): readonly Person[] {
    const words = wordsOf(text);
    return this.#all.filter(({ name, email, phone }) => {
      const haystack = folded([name, email, phone].filter(Boolean).join('\n'));
      return words.every((word) => haystack.includes(word.replace(/^\+/, '')));
    });
  }

  /** Who alone has an address. @param email as `emailKey` has it */
  withEmail(email: string): Person | undefined {
    return only(this.#byEmail.get(email));
  }
}

const only = (people: readonly Person[] = []) => (people.length === 1 ? people[0] : undefined);

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
