import type { Icon } from '@tabler/icons-react';
import { fold } from '#src/services/search-index/model/fold.ts';
import { scoreOf, wordsOf } from './fuzzy.ts';

export const kinds = ['recent', 'page', 'action', 'meeting', 'conversation', 'person', 'template'] as const;
export type Kind = (typeof kinds)[number];

/** Something that the palette leads to or does. */
export interface Entry {
  /** Its kind and identity, such as `meeting:0a1b`; kept to know what was chosen lately. */
  readonly key: string;
  readonly kind: Exclude<Kind, 'recent'>;
  readonly label: string;
  /** Distinguishes entries of the same name. */
  readonly detail: string | undefined;
  readonly icon: Icon;
  /** Where it leads, or what it does. */
  readonly act: { readonly to: string } | { readonly run: () => void };
}

export interface Group {
  readonly kind: Kind;
  readonly entries: readonly Entry[];
}

/** An entry with what is compared, made once. */
export interface Candidate {
  readonly entry: Entry;
  readonly text: string;
}

export const candidateOf = (entry: Entry): Candidate => ({
  entry,
  text: fold(entry.detail === undefined ? entry.label : `${entry.label} ${entry.detail}`),
});

/** Of each kind. */
const maxOfKind = 5;
const maxRecent = 5;
/** What was chosen lately comes before similar entries. */
const lately = 12;

/**
 * What fits the words, in groups, the best group and the best of each first. `found` is what was searched for
 * elsewhere already. Without words: what was chosen lately, then all pages and actions.
 */
export function groupsOf(
  query: string,
  candidates: readonly Candidate[],
  found: readonly Entry[],
  recent: readonly string[],
): Group[] {
  const words = wordsOf(query);
  if (words.length === 0) return withoutQuery(candidates, found, recent);
  const scored = new Map<Kind, { entry: Entry; score: number }[]>();
  const known = new Set<string>();
  const add = (entry: Entry, score: number) => {
    if (known.has(entry.key)) return;
    known.add(entry.key);
    const own = scored.get(entry.kind) ?? [];
    own.push({ entry, score: recent.includes(entry.key) ? score + lately : score });
    scored.set(entry.kind, own);
  };
  for (const { entry, text } of candidates) {
    const score = scoreOf(words, text);
    if (score !== undefined) add(entry, score);
  }
  // Found by their contents, in an order of their own: below those whose name fits.
  for (const [place, entry] of found.entries())
    add(entry, scoreOf(words, candidateOf(entry).text) ?? 20 - place);
  return [...scored]
    .map(([kind, own]) => ({ kind, own: own.sort((one, other) => other.score - one.score) }))
    .sort((one, other) => (other.own[0]?.score ?? 0) - (one.own[0]?.score ?? 0))
    .map(({ kind, own }) => ({ kind, entries: own.slice(0, maxOfKind).map(({ entry }) => entry) }));
}

function withoutQuery(
  candidates: readonly Candidate[],
  found: readonly Entry[],
  recent: readonly string[],
): Group[] {
  const all = new Map([...candidates.map(({ entry }) => entry), ...found].map((entry) => [entry.key, entry]));
  const chosen = recent.flatMap((key) => all.get(key) ?? []).slice(0, maxRecent);
  const of = (kind: Entry['kind']) =>
    [...all.values()].filter((entry) => entry.kind === kind && !chosen.includes(entry));
  return [
    { kind: 'recent' as const, entries: chosen },
    { kind: 'page' as const, entries: of('page') },
    { kind: 'action' as const, entries: of('action') },
    { kind: 'meeting' as const, entries: of('meeting').slice(0, maxOfKind) },
  ].filter(({ entries }) => entries.length > 0);
}
