import { fields } from '#src/lib/reader.ts';

/** What is in a response of Chat2Desk, which may be wrapped. */
export const dataOf = (wire: unknown): unknown => (Array.isArray(wire) ? wire : (fields(wire).data ?? wire));

/** `2023-01-28T20:29:25 UTC`. */
export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const date = new Date(value.replace(/ UTC$/, 'Z'));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
