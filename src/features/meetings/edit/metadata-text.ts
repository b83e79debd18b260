import { isDeeper, jsonText } from '#src/lib/json-text.ts';
import { fields } from '#src/lib/reader.ts';

/** Metadata as JSON, as it is written in a form. */
export type MetadataText = string;

/** Levels of metadata: the gateway accepts 200 of the whole request, and deeper JSON could not be written again. */
export const deepestMetadata = 199;

/** The object that a text describes; undefined when it is not JSON that can be stored, or JSON of something else. */
export function parseMetadata(text: MetadataText): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (isDeeper(value, deepestMetadata)) return undefined;
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
    (key) => !isSameJson(ownValue(before, key), ownValue(after, key)),
  );
  for (const key of touched) {
    if (Object.hasOwn(after, key)) next.set(key, after[key]);
    else next.delete(key);
  }
  return Object.fromEntries(next);
}

/** Whether two values are the same as JSON, however deep others have nested them. */
export const isSameJson = (one: unknown, other: unknown): boolean =>
  (one === undefined) === (other === undefined) &&
  jsonText(one, 0, deepestMetadata) === jsonText(other, 0, deepestMetadata);

const ownValue = (object: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(object, key) ? object[key] : undefined;
