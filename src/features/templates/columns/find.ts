import { normalForm } from '#contract/normal-form.ts';
import { intl } from '#src/lib/intl.ts';
import type { TemplateSort } from '../shared/address.ts';

/** An entry of a column, with what a search compares. */
export interface Findable<Item> {
  readonly item: Item;
  /** Without accents and capitals. */
  readonly haystack: string;
}

interface Identified {
  readonly id: number;
}

/** Sorts the things of a column and prepares them for searching. */
export function sortItems<Item extends Identified>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  sort: TemplateSort,
  locale: string,
): readonly Findable<Item>[] {
  const { compare } = intl.collator(locale, { sensitivity: 'base', numeric: true });
  // The API gives no time of creation, but later things have higher ids.
  const orders: Readonly<Record<TemplateSort, (one: Item, other: Item) => number>> = {
    created: (one, other) => one.id - other.id,
    createdDown: (one, other) => other.id - one.id,
    name: (one, other) => compare(textOf(one), textOf(other)) || one.id - other.id,
  };
  return items.toSorted(orders[sort]).map((item) => ({ item, haystack: folded(textOf(item)) }));
}

/** The things that have every word of a text. */
export function findItems<Item>(items: readonly Findable<Item>[], text: string): readonly Item[] {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found =
    words.length === 0
      ? items
      : items.filter(({ haystack }) => words.every((word) => haystack.includes(word)));
  return found.map(({ item }) => item);
}

const folded = (text: string) => normalForm(text, 'NFD').replace(/\p{M}/gu, '').toLowerCase();
