/** Which entities a list shows, by its parameters. */
import type { ConnectedOperation } from '#contract/system.ts';
import { fieldNames } from '../../lib/schema-fields.ts';
import { byField, byTruth, type Definition, type Filter } from '../definition.ts';
import { attributesOf } from './shapes.ts';

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

/** A filter by the parameter that it is for. */
export interface NamedFilter {
  readonly name: string;
  readonly filter: Filter;
}

/** The filters of a list by its parameters. @throws Error when nobody says what one of them does. */
export function filtersOf(
  operation: ConnectedOperation,
  { type, filters }: Definition,
): readonly NamedFilter[] {
  const names = fieldNames(operation.query).filter((name) => !paged.includes(name));
  return names.map((name) => {
    const filter = filters?.[name] ?? filterOf(name, attributesOf.get(type) ?? []);
    if (!filter)
      throw new Error(`the sandbox of Courier does not know what ${name} of ${operation.name} does`);
    return { name, filter };
  });
}
