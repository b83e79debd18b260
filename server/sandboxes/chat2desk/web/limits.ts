import type { Database } from '../../lib/database.ts';
import { Refusal, worded } from './errors.ts';

const secondMs = 1000;

const tooMany = (text: string) => new Refusal(429, worded(429, text));

/** Counts messages to clients in the last second. */
export class SendLimit {
  readonly #perSecond: number;
  #sent: number[] = [];

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** @throws Refusal 429 when too many were sent to allow another. */
  take(): void {
    const now = performance.now();
    this.#sent = this.#sent.filter((at) => now - at < secondMs);
    if (this.#sent.length >= this.#perSecond) throw tooMany('Too many requests');
    this.#sent.push(now);
  }

  reset(): void {
    this.#sent = [];
  }
}

const monthOf = (now: number) => new Date(now).toISOString().slice(0, 7);

/** How many requests were made this month. */
export const requestsThisMonth = (database: Database): number =>
  database.get<{ count: number }>('SELECT count FROM api_calls WHERE month = ?', monthOf(Date.now()))
    ?.count ?? 0;

/** Counts a request. @throws Refusal 429 when the month has none left. */
export function countRequest(database: Database, perMonth: number): void {
  if (requestsThisMonth(database) >= perMonth) throw tooMany('The requests of this month are used up');
  database.run(
    'INSERT INTO api_calls VALUES (?, 1) ON CONFLICT (month) DO UPDATE SET count = count + 1',
    monthOf(Date.now()),
  );
}
