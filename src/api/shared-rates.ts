import { type RateBudget, unknownBudget } from '#src/lib/rate-budget.ts';
import { type Budgets, type RateEvent, type Rates, rates, type Tier } from './rates.ts';

/** What tabs and workers tell each other. `hello`: somebody new asks what is known. */
type Message = (RateEvent | { readonly hello: true }) & { readonly from: string };

/** The part of BroadcastChannel that is used. */
export type RateChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

/** A tab that never tells that its request is over was closed. */
const believedBusyMs = 20_000;

/** Makes one allowance of those of all tabs and workers of the browser. */
export class SharedRates {
  readonly rates: Rates;
  readonly #channel: RateChannel;
  readonly #name = crypto.randomUUID();
  readonly #busyElsewhere = new Map<string, number>();

  constructor(shared: Rates, channel: RateChannel) {
    this.rates = shared;
    this.#channel = channel;
    channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    shared.tell = (event) => this.#say(event);
    this.#say({ hello: true });
    if (shared.busy) this.#say({ busy: true });
  }

  /** Whether a person waits for a request, here or in another tab: what is less urgent lets it go first. */
  get busy(): boolean {
    const now = Date.now();
    return this.rates.busy || [...this.#busyElsewhere.values()].some((since) => now - since < believedBusyMs);
  }

  #hear(message: Message): void {
    const { from } = message;
    if ('hello' in message) this.#say({ budgets: this.rates.getSnapshot() });
    else if ('budgets' in message) this.#merge(message.budgets);
    else if (message.busy) this.#busyElsewhere.set(from, Date.now());
    else this.#busyElsewhere.delete(from);
  }

  #merge(budgets: Budgets): void {
    const known = this.rates.getSnapshot();
    const merged = Object.entries(budgets).map(([tier, budget]) => [
      tier,
      together(known[tier as Tier] ?? unknownBudget, budget),
    ]);
    this.rates.know(Object.fromEntries(merged) as Budgets);
  }

  #say(message: RateEvent | { readonly hello: true }): void {
    this.#channel.postMessage({ ...message, from: this.#name } satisfies Message);
  }
}

/** What two tabs know together. The order in which they tell each other does not matter. */
export function together(one: RateBudget, other: RateBudget): RateBudget {
  const later =
    one.toldAt - other.toldAt ||
    (other.remaining ?? 0) - (one.remaining ?? 0) ||
    other.resetsAt - one.resetsAt;
  return {
    ...(later >= 0 ? one : other),
    pausedUntil: Math.max(one.pausedUntil, other.pausedUntil),
  };
}

let shared: SharedRates | undefined;

/** Joins this page or worker to the others of the browser; again it is the same one. */
export function shareRates(): SharedRates {
  shared ??= new SharedRates(rates, new BroadcastChannel('claritalk-rates'));
  return shared;
}
