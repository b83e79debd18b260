/**
 * Tolerant readers for what servers send: each accepts anything and returns a value of its type or undefined. The
 * normalisers in `api/` are made of these, so that a missing or odd field costs only itself.
 */
export type Wire = Readonly<Record<string, unknown>>;

/** An object's fields; an empty object for anything else. */
export function fields(value: unknown): Wire {
  return isWire(value) ? value : {};
}

const isWire = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Non-empty text; numbers become text. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A finite number; numeric text is read too. */
export function number(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const parsed = typeof value === 'string' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

/** A boolean; `1`, `0`, `"true"` and `"false"` are read too. */
export function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1' || value === 'true') return true;
  if (value === 0 || value === '0' || value === 'false') return false;
  return undefined;
}

/** A list's items as read by `read`; items for which it returns undefined are left out. */
export function list<T>(value: unknown, read: (item: unknown, index: number) => T | undefined): T[] {
  const items = Array.isArray(value) ? value : [];
  return items.map(read).filter((item): item is T => item !== undefined);
}

/**
 * An instant as Claritalk writes it: ISO 8601, or `2025-01-15 10:00:00`, which carries no zone and is UTC. Undefined
 * for anything that is not a date.
 */
export function instant(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(value.trim());
  const iso = value.trim().replace(' ', 'T');
  const date = new Date(zoned || !iso.includes('T') ? iso : `${iso}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
