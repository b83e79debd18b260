/** Lists: in which order, which page. */

import type { ConnectedOperation } from '#contract/system.ts';
import type { Definition } from '../definition.ts';
import type { World } from '../world.ts';
import type { NamedFilter } from './filters.ts';
import type { Entity, Fields } from './store.ts';

type Compared = (entity: Entity) => string | number;

/** The newest first, unless the request sorts. */
function sorted(entities: readonly Entity[], definition: Definition, world: World, query: Fields) {
  const keys = [query.sort ?? []].flat().map((key) => {
    const name = String(key);
    const compared = definition.sorts?.[name.replace(/^-/, '')];
    const value: Compared = (entity) => compared?.(entity, world, query) ?? 0;
    return { sign: name.startsWith('-') ? -1 : 1, value };
  });
  const ranked = entities.map((entity) => ({ entity, values: keys.map(({ value }) => value(entity)) }));
  ranked.sort((a, b) => {
    for (const [at, { sign }] of keys.entries()) {
      const [one, other] = [a.values[at] ?? 0, b.values[at] ?? 0];
      if (one !== other) return one < other ? -sign : sign;
    }
    return b.entity.number - a.entity.number;
  });
  return ranked.map(({ entity }) => entity);
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Where a page begins and how long it is; undefined for lists without pages. */
export function pageOf({ paging }: ConnectedOperation, query: Fields): Page | undefined {
  if (!paging) return undefined;
  const limit = query[paging.limit] ?? paging.usualLimit ?? paging.maxLimit;
  return { limit: Number(limit), offset: Number(query[paging.from] ?? 0) };
}

export const slice = <Item>(items: readonly Item[], page: Page | undefined): readonly Item[] =>
  page ? items.slice(page.offset, page.offset + page.limit) : items;

/** All entities that a request asks for, in their order; `entities` are those that there are. */
export function select(
  entities: readonly Entity[],
  filters: readonly NamedFilter[],
  { definition, world, query }: { definition: Definition; world: World; query: Fields },
): readonly Entity[] {
  const given = { ...definition.defaults, ...query };
  const kept = filters
    .filter(({ name }) => given[name] !== undefined)
    .map(({ name, filter }) => filter(given[name], world, query))
    .reduce((left, keeps) => left.filter(keeps), entities);
  return sorted(kept, definition, world, given);
}
