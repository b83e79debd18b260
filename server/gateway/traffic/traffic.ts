import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '#contract/operation.ts';
import { FairQueue, type Leave } from './fair-queue.ts';
import { Holds } from './holds.ts';

// Chunks of audio are long under way, on slow lines for minutes: they have places of their own, so that they never
// take those of the requests that somebody looks at.
const requestPlaces = { total: 128, each: 16, waiting: 200 };
const uploadPlaces = { total: 32, each: 4, waiting: 16 };

/** What a request without a word about it has (RFC 9218). */
const usualUrgency = 3;

/** Who may send how much to Claritalk, and when. */
export class Traffic {
  readonly #holds = new Holds();
  readonly #requests = new FairQueue(requestPlaces);
  readonly #uploads = new FairQueue(uploadPlaces);

  /**
   * Resolves when a request of a session may be sent; to be left when its answer has been passed on.
   * @throws Refusal with 429; the signal's reason.
   */
  enter(
    { rateClass }: Operation,
    session: string,
    headers: IncomingHttpHeaders,
    signal: AbortSignal,
  ): Promise<Leave> {
    const queue = rateClass === 'upload' ? this.#uploads : this.#requests;
    return queue.enter(session, urgencyOf(headers.priority), signal);
  }

  /** @throws Refusal with 429 while Claritalk asks this session to wait. */
  check({ rateClass }: Operation, session: string): void {
    this.#holds.check(session, rateClass);
  }

  /** Looks at the head of an answer. */
  note({ rateClass }: Operation, session: string, status: number, headers: IncomingHttpHeaders): void {
    if (status === 429) this.#holds.note(session, rateClass, headers);
  }
}

/** Urgency in a `Priority` header: 0 is the most urgent, 7 the least. */
export function urgencyOf(header: string | string[] | undefined): number {
  const urgency = /(?:^|,)\s*u=([0-7])\s*(?:[,;]|$)/.exec(String(header ?? ''))?.[1];
  return urgency === undefined ? usualUrgency : Number(urgency);
}
