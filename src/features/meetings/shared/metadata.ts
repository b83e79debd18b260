import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { shortened } from '#contract/whole-characters.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { instant } from '#src/lib/reader.ts';

/** A value of a meeting's metadata, ready to be shown. */
export type Readable =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'moment'; readonly at: Date }
  | { readonly kind: 'duration'; readonly seconds: number }
  | { readonly kind: 'bytes'; readonly bytes: number };

export interface MetadataEntry {
  /** Keys from the outside in, as they are written. */
  readonly path: readonly string[];
  readonly value: Readable;
}

// Shown in a section of their own, or in the header.
const shownElsewhere = ['chat', 'notes', 'duration_in_seconds'];
const deepest = 3;
const longest = 400;

/** Metadata as a flat list of what is worth reading: empty values and what has its own section are left out. */
export function readableMetadata(metadata: Readonly<Record<string, unknown>>): MetadataEntry[] {
  const entries = Object.entries(metadata).filter(([key]) => !shownElsewhere.includes(key));
  return entries.flatMap(([key, value]) => flatten([key], value));
}

/** A key as words: `stop_time` and `stopTime` are "Stop time". A unit is left to the value. */
export function wordsOfKey(key: string): string {
  const words = key
    .replace(/_in_seconds$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, (_, one: string, next: string) => `${one} ${next.toLowerCase()}`)
    .trim();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
}

function flatten(path: readonly string[], value: unknown): MetadataEntry[] {
  if (value === null || value === undefined || value === '') return [];
  // The review has its own place on the page, and its internals are of no interest.
  if (path[0] === dashboardKey && (path[1] === 'review' || path[1] === 'consents')) return [];
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length === 0) return [];
    if (!Array.isArray(value) && path.length < deepest) {
      return entries.flatMap(([key, inner]) => flatten([...path, key], inner));
    }
  }
  return [{ path, value: readable(path.at(-1) ?? '', value) }];
}

function readable(key: string, value: unknown): Readable {
  if (typeof value === 'boolean') return { kind: 'flag', value };
  if (typeof value === 'number') {
    if (/_in_seconds$/.test(key)) return { kind: 'duration', seconds: value };
    return /(^|_)bytes$/.test(key) ? { kind: 'bytes', bytes: value } : { kind: 'number', value };
  }
  if (typeof value === 'string') {
    const at = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value) ? instant(value) : undefined;
    return at ? { kind: 'moment', at } : { kind: 'text', text: shorten(value) };
  }
  const plain = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return { kind: 'text', text: shorten(plain ? value.join(', ') : jsonText(value)) };
}

const shorten = (text: string) => shortened(text, longest);
