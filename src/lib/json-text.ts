/** Deeper than this nobody reads. */
const deepest = 64;

/**
 * Returns foreign data as JSON, for display. What is nested too deeply is cut: in full it would need more stack than
 * there is, or, indented, more memory.
 *
 * @param most levels of arrays and objects that are kept.
 * @returns the text, with "…" for the rest.
 */
export function jsonText(value: unknown, indent = 0, most = deepest): string {
  return JSON.stringify(isDeeper(value, most) ? cut(value, most) : value, null, indent) ?? 'null';
}

/** Whether there are more levels of arrays and objects than these. */
export const isDeeper = (value: unknown, most: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1)));

function cut(value: unknown, most: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (most === 0) return '…';
  if (Array.isArray(value)) return value.map((inner) => cut(inner, most - 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner, most - 1)]));
}

/** Whether two values are the same as JSON, whatever the order of their fields. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [own, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return (
    own.size === others.size &&
    [...own].every(([name, value]) => others.has(name) && sameJson(value, others.get(name)))
  );
}
