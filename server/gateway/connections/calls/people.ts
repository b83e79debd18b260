import type { Call, Person } from './wire.ts';
import { phoneKey } from './wire.ts';

/** Whom the system knows, by what calls and members are known by. */
export class People {
  readonly isComplete: boolean;
  readonly #byIndividual = new Map<string, Person>();
  readonly #byPhone = new Map<string, Person[]>();
  readonly #byEmail = new Map<string, Person[]>();

  constructor(people: Iterable<Person>, isComplete: boolean) {
    this.isComplete = isComplete;
    for (const person of people) {
      const { individual, phone, email } = person;
      if (individual !== undefined) this.#byIndividual.set(individual, person);
      if (phone !== undefined) add(this.#byPhone, phone, person);
      if (email !== undefined) add(this.#byEmail, email, person);
    }
  }

  /** The caller: whom the system names, or who alone has the number. A number of several people is nobody's. */
  of({ individual, phone }: Pick<Call, 'individual' | 'phone'>): Person | undefined {
    if (individual !== undefined) return this.#byIndividual.get(individual);
    return only(this.#byPhone.get(phoneKey(phone) ?? ''));
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
