import { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import { type Quota, unknownQuota } from './quota.ts';
import {
  type QuotaEvent,
  type QuotaName,
  type Quotas,
  quotaNames,
  type SessionQuota,
  sessionQuota,
} from './session-quota.ts';

/** What tabs and workers tell each other. `hello`: someone new asks what is known. */
type Message = (QuotaEvent | { readonly hello: true }) & { readonly from: string };

/** The part of a channel that is used. */
export type QuotaChannel = Pick<TabChannel<Message>, 'postMessage' | 'onmessage'>;

/** A tab that never reports the end of its request was closed. */
const believedBusyMs = 20_000;

/** Makes one of the quotas that all tabs and workers of the browser know of. */
export class SharedQuota {
  readonly quota: SessionQuota;
  readonly #channel: QuotaChannel;
  readonly #name = crypto.randomUUID();
  readonly #busyElsewhere = new Map<string, number>();

  constructor(shared: SessionQuota, channel: QuotaChannel) {
    this.quota = shared;
    this.#channel = channel;
    channel.onmessage = ({ data }) => this.#hear(data);
    shared.tell = (event) => this.#say(event);
    this.greet();
  }

  /** Asks what the others know, at first and after a sleep, during which nothing was heard. */
  greet(): void {
    this.#busyElsewhere.clear();
    this.#say({ hello: true });
    if (this.quota.busy) this.#say({ busy: true });
  }

  /** Whether a person is waiting for a request, here or in another tab: less urgent work lets it go first. */
  get busy(): boolean {
    const now = Date.now();
    return this.quota.busy || [...this.#busyElsewhere.values()].some((since) => now - since < believedBusyMs);
  }

  #hear(message: Message): void {
    const { from } = message;
    if ('hello' in message) this.#say({ quotas: this.quota.getSnapshot() });
    else if ('quotas' in message) this.#merge(message.quotas);
    else if (message.busy) this.#busyElsewhere.set(from, Date.now());
    else this.#busyElsewhere.delete(from);
  }

  #merge(quotas: Quotas): void {
    const known = this.quota.getSnapshot();
    const merged: Partial<Record<QuotaName, Quota>> = {};
    for (const name of quotaNames) {
      const told = quotas[name];
      if (told) merged[name] = together(known[name] ?? unknownQuota, told);
    }
    this.quota.know(merged);
  }

  #say(message: QuotaEvent | { readonly hello: true }): void {
    this.#channel.postMessage({ ...message, from: this.#name });
  }
}

/** What two tabs know together, in whatever order they tell each other. */
export function together(one: Quota, other: Quota): Quota {
  const later =
    one.toldAt - other.toldAt ||
    (other.remaining ?? 0) - (one.remaining ?? 0) ||
    other.resetsAt - one.resetsAt;
  return {
    ...(later >= 0 ? one : other),
    pausedUntil: Math.max(one.pausedUntil, other.pausedUntil),
  };
}

let shared: SharedQuota | undefined;

/** Joins this page or worker to the others of the browser; again it is the same one. */
export function sharedQuota(): SharedQuota {
  shared ??= new SharedQuota(sessionQuota, new TabChannel('claritalk-quota', () => shared?.greet()));
  return shared;
}
