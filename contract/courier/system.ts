import * as v from 'valibot';
import { maybe } from '../fields.ts';
import type { System } from '../system.ts';

/**
 * Courier: calls, text messages, e-mail, channels and video. Its document says nothing of its address, its keys, its
 * rate limits and its webhooks: those of the deployment are an operator's to know.
 */
export const courier: System = {
  id: 'courier',
  name: 'Courier',
  root: '/connected/courier',
  address: { setting: 'COURIER_URL', usual: undefined },
  credential: { in: 'header', name: 'authorization', prefix: 'Bearer ' },
  envelope: 'json-api',
  errorForms: [
    {
      when: 'every operation',
      withSuccess: true,
      schema: v.looseObject({
        errors: v.pipe(
          v.array(
            v.looseObject({
              code: maybe(v.union([v.string(), v.number()])),
              detail: maybe(v.string()),
              status: maybe(v.union([v.number(), v.string()])),
              meta: maybe(v.unknown()),
              source: maybe(v.looseObject({ parameter: maybe(v.string()), pointer: maybe(v.string()) })),
            }),
          ),
          v.minLength(1),
        ),
      }),
    },
  ],
  paging: {
    by: 'offset',
    from: 'page[offset]',
    limit: 'page[limit]',
    minLimit: 1,
    maxLimit: 1000,
    usualLimit: 100,
  },
  limits: [],
  webhooks: undefined,
};
