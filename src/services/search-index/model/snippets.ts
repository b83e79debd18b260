import { characterStart } from '#contract/whole-characters.ts';
import { fold } from './fold.ts';
import { stemLanguage, termOf, wordsOf } from './words.ts';

/** Which part of a meeting a text is from. */
export type TextKind = 'summary' | 'answer' | 'topic' | 'todo' | 'attendee' | 'note';

export interface SnippetSource {
  readonly kind: TextKind;
  /** The question, for an answer. */
  readonly heading?: string | undefined;
  readonly text: string;
}

/** A piece of text; `hit` where it matches. */
export interface SnippetPart {
  readonly text: string;
  readonly hit: boolean;
}

export interface Snippet {
  readonly kind: TextKind;
  readonly heading: string | undefined;
  readonly parts: readonly SnippetPart[];
}

/** Characters of a snippet, and how many of them come before the first hit. */
const length = 180;
const before = 50;

/** A text divided into the words that match some terms of the index, and the rest. */
export function marked(text: string, terms: ReadonlySet<string>, locale: string | undefined): SnippetPart[] {
  return cut(text, hitsOf(text, terms, locale), 0, text.length);
}

/** The most telling snippets of a meeting: those with the most different hits, in the order of the texts. */
export function snippetsOf(
  sources: readonly SnippetSource[],
  terms: ReadonlySet<string>,
  locale: string | undefined,
  most: number,
): Snippet[] {
  return sources
    .map((source, order) => {
      const hits = hitsOf(source.text, terms, locale);
      return { source, order, hits, rank: new Set(hits.map(({ term }) => term)).size };
    })
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || one.order - other.order)
    .slice(0, most)
    .sort((one, other) => one.order - other.order)
    .map(({ source, hits }) => ({
      kind: source.kind,
      heading: source.heading,
      parts: windowOf(source.text, hits),
    }));
}

interface Hit {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

function hitsOf(text: string, terms: ReadonlySet<string>, locale: string | undefined): Hit[] {
  const language = stemLanguage(locale);
  const hits: Hit[] = [];
  for (const { text: word, at } of wordsOf(text)) {
    // Names are filed whole, everything else by its stem.
    const term = [termOf(word, language), fold(word)].find((candidate) => terms.has(candidate));
    if (term !== undefined) hits.push({ term, start: at, end: at + word.length });
  }
  return hits;
}

function windowOf(text: string, hits: readonly Hit[]): SnippetPart[] {
  if (text.length <= length) return cut(text, hits, 0, text.length);
  const first = hits[0]?.start ?? 0;
  const wanted = Math.max(0, Math.min(first - before, text.length - length));
  // A snippet begins and ends between words, or at least between characters where there are no spaces.
  const gap = wanted === 0 ? -1 : text.indexOf(' ', wanted);
  const start = gap >= 0 && gap < first ? gap + 1 : characterStart(text, wanted);
  const limit = characterStart(text, start + length);
  const space = text.lastIndexOf(' ', limit);
  const end = limit === text.length || space <= first ? limit : space;
  const parts = cut(text, hits, start, end);
  if (start > 0) parts.unshift({ text: '…', hit: false });
  if (end < text.length) parts.push({ text: '…', hit: false });
  return parts;
}

function cut(text: string, hits: readonly Hit[], start: number, end: number): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let at = start;
  const add = (until: number, hit: boolean) => {
    if (until > at) parts.push({ text: text.slice(at, until), hit });
    at = Math.max(at, until);
  };
  for (const hit of hits) {
    if (hit.start < start || hit.end > end) continue;
    add(hit.start, false);
    add(hit.end, true);
  }
  add(end, false);
  return parts;
}
