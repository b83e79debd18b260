/** A message that a client wrote after a reminder. */
export interface Answer {
  readonly message: number;
  readonly text: string;
  readonly at: number | undefined;
  readonly dialog: number;
}

const heldMs = 60_000;
const maxHeld = 10_000;

/** What was read at the system about to-dos, for a while: pages of a list ask for the same again and again. */
export class Held {
  readonly #now: () => number;
  readonly #answers = new Map<string, Promise<Answer | undefined>>();
  readonly #tickets = new Map<
    string,
    { readonly at: number; readonly status: Promise<number | null | undefined> }
  >();

  /** @param now clock in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param key names everything that it depends on. */
  answer(key: string, read: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const known = this.#answers.get(key);
    if (known) return known;
    const reading = read();
    keep(this.#answers, key, reading);
    reading.catch(() => this.#answers.delete(key));
    return reading;
  }

  /** Status of a ticket; undefined for one that was deleted, null for one that has none. */
  ticket(
    organisation: string,
    id: number,
    read: () => Promise<number | null | undefined>,
  ): Promise<number | null | undefined> {
    const key = `${organisation} ${id}`;
    const known = this.#tickets.get(key);
    if (known && known.at > this.#now() - heldMs) return known.status;
    const status = read();
    keep(this.#tickets, key, { at: this.#now(), status });
    status.catch(() => this.#tickets.delete(key));
    return status;
  }

  forgetAll(): void {
    this.#tickets.clear();
  }

  /** The system reported something about a ticket. */
  forget(organisation: string, ticket: number | undefined): void {
    this.#tickets.delete(`${organisation} ${ticket}`);
  }
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (oldest !== undefined && map.size > maxHeld) map.delete(oldest);
}
