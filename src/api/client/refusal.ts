import type { RefusalCode, RefusalReason } from '#contract/gateway/refusals.ts';
import { fields, text } from '#src/lib/reader.ts';

/** Why the gateway refused something; undefined when it does not say. The code may be a newer one than this page has. */
export function readRefusal(wire: unknown): RefusalReason | undefined {
  const { code, values } = fields(wire);
  const name = text(code);
  if (name === undefined) return undefined;
  const told = Object.entries(fields(values)).map(([key, value]) => [key, String(value)] as const);
  return { code: name as RefusalCode, values: Object.fromEntries(told) };
}
