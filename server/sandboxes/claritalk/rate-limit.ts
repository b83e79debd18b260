import type { RateClass } from '#contract/operation.ts';
import { ApiError } from '../lib/errors.ts';
import type { Settings } from './settings.ts';

const windowMs = 60_000;

/** Counts requests in fixed windows of one minute, as Laravel's throttle does. */
export class RateLimiter {
  readonly #limits: Settings['limits'];
  readonly #windows = new Map<string, { count: number; endsAt: number }>();

  constructor(limits: Settings['limits']) {
    this.#limits = limits;
  }

  /**
   * Counts one request of `who` (a user, a service account or an address) and answers the headers that tell what is left.
   *
   * @throws ApiError 429 with `Retry-After` in seconds when the window is full.
   */
  take(rateClass: RateClass, who: string): Record<string, string> {
    const now = Date.now();
    const limit = this.#limits[rateClass];
    const window = this.#window(`${rateClass} ${who}`, now);
    const headers = { 'X-RateLimit-Limit': String(limit) };
    if (window.count >= limit) {
      throw new ApiError(429, 'Too Many Attempts.', {
        ...headers,
        'X-RateLimit-Remaining': '0',
        'Retry-After': String(Math.max(1, Math.ceil((window.endsAt - now) / 1000))),
        'X-RateLimit-Reset': String(Math.ceil(window.endsAt / 1000)),
      });
    }
    window.count++;
    return { ...headers, 'X-RateLimit-Remaining': String(limit - window.count) };
  }

  reset(): void {
    this.#windows.clear();
  }

  #window(key: string, now: number) {
    const known = this.#windows.get(key);
    if (known && known.endsAt > now) return known;
    if (this.#windows.size > 10_000) this.#forgetEnded(now);
    const window = { count: 0, endsAt: now + windowMs };
    this.#windows.set(key, window);
    return window;
  }

  #forgetEnded(now: number) {
    for (const [key, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(key);
  }
}
