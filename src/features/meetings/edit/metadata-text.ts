import { fields } from '#src/lib/reader.ts';

/** Metadata as JSON, as it is written in a form. */
export type MetadataText = string;

/** The object that a text describes; undefined when it is not JSON, or JSON of something else. */
export function parseMetadata(text: MetadataText): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (Array.isArray(value) && value.length === 0) return {};
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What is stored now with the keys that were changed in the form, at the top level: whatever others stored
 * in the meantime under other keys stays.
 */
export function metadataChange(
  began: MetadataText,
  now: MetadataText,
  stored: unknown,
): Record<string, unknown> {
  const before = parseMetadata(began) ?? {};
  const after = parseMetadata(now) ?? {};
  const next = new Map(Object.entries(fields(stored)));
  const touched = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(ownValue(before, key)) !== JSON.stringify(ownValue(after, key)),
  );
  for (const key of touched) {
    if (Object.hasOwn(after, key)) next.set(key, after[key]);
    else next.delete(key);
  }
  return Object.fromEntries(next);
}

const ownValue = (object: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(object, key) ? object[key] : undefined;
