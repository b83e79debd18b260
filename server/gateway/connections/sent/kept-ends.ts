/** How ends of requests are kept in the ledger. */
import * as v from 'valibot';
import { type RefusalCode, refusals } from '#contract/gateway/refusals.ts';

/** The response to what was done. */
export const kept = v.object({
  status: v.number(),
  headers: v.record(v.string(), v.string()),
  /** Base64; null where there is none that was kept. */
  body: v.nullable(v.string()),
  /** Whether there was one. */
  hadBody: v.boolean(),
});

/** Why something was refused. */
export const keptRefusal = v.object({
  status: v.number(),
  code: v.picklist(Object.keys(refusals) as [RefusalCode, ...RefusalCode[]]),
  values: v.record(v.string(), v.string()),
});
