/** Lists: which entities, in which order, which page. */
import type { ConnectedOperation } from '#contract/system.ts';
import { fieldNames } from '../../lib/schema-fields.ts';
import { byField, byTruth, type Definition, type Filter } from '../definition.ts';
import type { World } from '../world.ts';
import { attributesOf } from './shapes.ts';
import type { Entity, Fields } from './store.ts';

const comparators: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

const comparison = /^([<>]=?)(.*)$/;

/** Times of a field, by one comparison or two: `>=2026-01-31`. What has no time is in no period. */
export const byTime =
  (field: string): Filter =>
  (value) => {
    const parts = [value].flat().map((text) => {
      const [, comparator = '', time = ''] = comparison.exec(String(text)) ?? [];
      return { holds: comparators[comparator], time: Date.parse(time) };
    });
    return ({ fields }) => {
      const at = typeof fields[field] === 'string' ? Date.parse(fields[field]) : Number.NaN;
      return parts.every(({ holds, time }) => holds?.(at, time));
    };
  };

/** A field that has one of these values. */
export const byOneOf =
  (field: string): Filter =>
  (value) =>
  ({ fields }) =>
    [value].flat().includes(fields[field]);

const inBrackets = /^\w+\[([\w-]+)\]$/;
const paged = ['page[limit]', 'page[offset]', 'sort'];

/** What a parameter does by its name alone; undefined when that does not tell. */
function filterOf(name: string, attributes: readonly string[]): Filter | undefined {
  const inside = inBrackets.exec(name)?.[1] ?? name;
  if (inside.startsWith('cmp-')) return byTime(inside.slice('cmp-'.length));
  if (inside === 'states' && attributes.includes('state')) return byOneOf('state');
  if (!attributes.includes(inside)) return undefined;
  return /^(archived|enabled|acknowledged)$/.test(inside) ? byTruth(inside) : byField(inside);
}

/** The filters of a list by its parameters. @throws Error when nobody says what one of them does. */
export function filtersOf(operation: ConnectedOperation, { type, filters }: Definition) {
  const names = fieldNames(operation.query).filter((name) => !paged.includes(name));
  return names.map((name) => {
    const filter = filters?.[name] ?? filterOf(name, attributesOf.get(type) ?? []);
    if (!filter)
      throw new Error(`the sandbox of Courier does not know what ${name} of ${operation.name} does`);
    return { name, filter };
  });
}

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
  filters: ReturnType<typeof filtersOf>,
  { definition, world, query }: { definition: Definition; world: World; query: Fields },
): readonly Entity[] {
  const given = { ...definition.defaults, ...query };
  const kept = filters
    .filter(({ name }) => given[name] !== undefined)
    .map(({ name, filter }) => filter(given[name], world, query))
    .reduce((left, keeps) => left.filter(keeps), entities);
  return sorted(kept, definition, world, given);
}
