import type { RateClass } from '../operation.ts';

/** Requests per minute of each rate class: per person, and for `token` per address. */
export const requestsPerMinute: Readonly<Record<RateClass, number>> = { default: 480, upload: 50, token: 60 };
