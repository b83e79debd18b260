import * as v from 'valibot';
import { maybe } from '../fields.ts';
import type { System } from '../system.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** Claap: the team's library of recordings. */
export const claap: System = {
  id: 'claap',
  name: 'Claap',
  root: '/connected/claap',
  address: { setting: 'CLAAP_URL', usual: 'https://api.claap.io' },
  credential: { in: 'header', name: 'x-claap-key', prefix: '' },
  envelope: 'result',
  errorForms: [
    {
      when: 'every operation; from the public documentation',
      withSuccess: true,
      schema: v.looseObject({
        error: v.looseObject({
          type: maybe(v.string()),
          message: maybe(v.string()),
          path: maybe(v.unknown()),
        }),
      }),
    },
  ],
  paging: {
    by: 'cursor',
    from: 'cursor',
    limit: 'limit',
    minLimit: 1,
    maxLimit: 100,
    usualLimit: 20,
    next: 'result.pagination.nextCursor',
  },
  // For a sliding window, and for the author: we count both.
  limits: [{ of: 'recordings', count: 50, perMs: 30 * day }],
  webhooks: {
    registered: 'by-people',
    maxHooks: undefined,
    verification: { by: 'secret', header: 'x-claap-webhook-secret' },
    repeatedAfterMs: [0, minute, 5 * minute],
    disabledAfterMs: undefined,
    answerWithinMs: 5 * second,
  },
};
