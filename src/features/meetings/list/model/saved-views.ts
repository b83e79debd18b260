import { wholeCharacters } from '#contract/whole-characters.ts';
import { fields, list, text } from '#src/lib/reader.ts';

/** A named search of the list of meetings. */
export interface SavedView {
  /** Unique among a person's views, as people read it: `Drafts` and `drafts` are one. */
  readonly name: string;
  /** The address's query, such as `?status=draft`; empty for all meetings. */
  readonly search: string;
  /** Whether the navigation shows it. */
  readonly pinned: boolean;
}

export const longestName = 60;
/** More than anyone keeps; it limits what a page has to read. */
const maxViews = 100;

const keyOf = (name: string) => name.toLocaleLowerCase();
const same = (one: string, other: string) => keyOf(one) === keyOf(other);

/** Returns stored views; what cannot be read is skipped. */
export function readSavedViews(stored: unknown): readonly SavedView[] {
  const read = list(stored, (item): SavedView | undefined => {
    const { name, search, pinned } = fields(item);
    const named = wholeCharacters(text(name)?.trim() ?? '', longestName);
    if (named === '' || typeof search !== 'string') return undefined;
    if (search !== '' && !search.startsWith('?')) return undefined;
    return { name: named, search, pinned: pinned !== false };
  });
  const seen = new Set<string>();
  return read.filter(({ name }) => !seen.has(keyOf(name)) && seen.add(keyOf(name))).slice(0, maxViews);
}

/** The view of that name, if there is one. */
export const viewNamed = (views: readonly SavedView[], name: string): SavedView | undefined =>
  views.find((view) => same(view.name, name.trim()));

/** The views with one more, or with another search under a name that exists. */
export function saveView(views: readonly SavedView[], name: string, search: string): readonly SavedView[] {
  const view: SavedView = { name: wholeCharacters(name.trim(), longestName), search, pinned: true };
  const known = viewNamed(views, name);
  return known ? views.map((other) => (other === known ? view : other)) : [...views, view].slice(-maxViews);
}

/** The views with one renamed; unchanged when the name is empty or another view has it. */
export function renameView(views: readonly SavedView[], view: SavedView, name: string): readonly SavedView[] {
  const named = wholeCharacters(name.trim(), longestName);
  const taken = viewNamed(views, named);
  if (named === '' || (taken && taken !== view)) return views;
  return views.map((other) => (other === view ? { ...view, name: named } : other));
}

export const pinView = (
  views: readonly SavedView[],
  view: SavedView,
  pinned: boolean,
): readonly SavedView[] => views.map((other) => (other === view ? { ...view, pinned } : other));

/** The views with one moved by some places, as far as there are any. */
export function moveView(views: readonly SavedView[], view: SavedView, by: number): readonly SavedView[] {
  const from = views.indexOf(view);
  if (from < 0) return views;
  const to = Math.min(views.length - 1, Math.max(0, from + by));
  return views.toSpliced(from, 1).toSpliced(to, 0, view);
}
