import type { RateClass } from '../operation.ts';

/** Requests per minute of each rate class: of a person, and for `token` of an address. */
export const requestsPerMinute: Readonly<Record<RateClass, number>> = { default: 480, upload: 50, token: 60 };
