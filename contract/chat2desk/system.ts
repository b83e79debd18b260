import * as v from 'valibot';
import { maybe } from '../fields.ts';
import type { System } from '../system.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** One thing that is wrong: what, and a code such as `missing_parameter`. */
const problem = v.looseObject({ text: maybe(v.string()), error: maybe(v.string()) });
const problems = v.array(v.union([problem, v.string()]));
const byField = v.record(v.string(), v.union([problems, v.string()]));

/** Chat2Desk: clients in messengers, dialogs with them, and the operators who conduct these. */
export const chat2desk: System = {
  id: 'chat2desk',
  name: 'Chat2Desk',
  root: '/connected/chat2desk',
  // Other regions have other addresses.
  address: { setting: 'CHAT2DESK_URL', usual: 'https://api.chat2desk.com' },
  // The token on its own, without a word such as Bearer.
  credential: { in: 'header', name: 'authorization', prefix: '' },
  envelope: 'data-or-bare',
  errorForms: [
    {
      when: 'most operations',
      withSuccess: true,
      schema: v.looseObject({
        status: v.literal('error'),
        message: maybe(v.string()),
        errors: maybe(v.union([problems, v.string(), problem, byField])),
      }),
    },
    {
      when: 'importing messages',
      withSuccess: true,
      schema: v.looseObject({
        status: v.literal('failure'),
        errors: v.array(v.looseObject({ text: maybe(v.string()), errors: v.array(byField) })),
      }),
    },
    {
      when: 'operators and templates: fields alone',
      withSuccess: false,
      schema: v.record(v.string(), problems),
    },
  ],
  paging: {
    by: 'offset',
    from: 'offset',
    limit: 'limit',
    minLimit: 1,
    maxLimit: 200,
    usualLimit: 20,
    total: 'meta.total',
  },
  limits: [
    // "Around 15-20 messages per second (may vary)".
    { of: 'sends', count: 15, perMs: second },
    // By API mode, per calendar month; `getApiInfo` has the remainder.
    { of: 'requests', count: { locked: 0, demo: 10_000, normal: 250_000 }, perMs: 30 * 24 * hour },
  ],
  webhooks: {
    registered: 'by-operation',
    maxHooks: 5,
    verification: {
      by: 'signature',
      header: 'x-signature',
      timeHeader: 'x-timestamp',
      key: 'md5-of-credential',
      // A repeat after two hours may have its original time.
      maxAgeMs: 3 * hour,
    },
    repeatedAfterMs: [10 * second, 5 * minute, 2 * hour],
    disabledAfterMs: 5 * hour,
    answerWithinMs: undefined,
  },
};
