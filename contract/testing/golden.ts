/**
 * Requests derived from a row's schemas: one with every field, one with only the required ones, and those that are
 * wrong in one place. Where a rule says more than a schema can, its examples are used.
 */
import * as v from 'valibot';
import type { Schema } from '../operation.ts';

// The parts of a schema that are read; Valibot's own types name each kind separately.
interface Known {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Known>>;
  readonly wrapped?: Known;
  readonly item?: Known;
  readonly items?: readonly Known[];
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly value?: Known;
  readonly pipe?: readonly Known[];
  readonly requirement?: unknown;
  readonly examples?: readonly unknown[];
}

/** Whether optional fields are there. */
export type Extent = 'full' | 'required';

const known = (schema: unknown): Known => schema as Known;
const isOptional = ({ type }: Known) => /^(optional|exact_optional|nullish)$/.test(type);
const isSchema = (value: unknown): value is Known => typeof value === 'object' && value !== null;

/** What is said about a value beyond its type; a pipe may start with another. */
const actionsOf = ({ pipe = [] }: Known): readonly Known[] =>
  pipe.flatMap((one, at) => (at === 0 ? actionsOf(one) : [one]));

const action = (schema: Known, type: string) =>
  actionsOf(schema).find((one) => one.type === type)?.requirement;

function exampleOf(schema: Known): unknown {
  return actionsOf(schema).findLast(({ type }) => type === 'examples')?.examples?.[0];
}

function textOf(schema: Known): string {
  const least = Number(action(schema, 'min_length') ?? 1);
  return 'text'.padEnd(least, '.').slice(0, Number(action(schema, 'max_length') ?? Infinity));
}

function objectOf({ entries = {} }: Known, extent: Extent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([, field]) => extent === 'full' || !isOptional(field))
      .map(([name, field]) => [name, make(field, extent)]),
  );
}

const makers: Readonly<Record<string, (schema: Known, extent: Extent) => unknown>> = {
  string: textOf,
  number: (schema) => Number(action(schema, 'min_value') ?? 1),
  boolean: () => true,
  null: () => null,
  unknown: () => ({}),
  any: () => ({}),
  literal: ({ literal }) => literal,
  picklist: ({ options = [] }) => options[0],
  union: ({ options = [] }, extent) => make(known(options[0]), extent),
  variant: ({ options = [] }, extent) => make(known(options[0]), extent),
  array: (schema, extent) => (schema.item ? [make(schema.item, extent)] : []),
  tuple: ({ items = [] }, extent) => items.map((item) => make(item, extent)),
  record: (schema, extent) => ({ key: schema.value ? make(schema.value, extent) : {} }),
  object: objectOf,
  strict_object: objectOf,
  loose_object: objectOf,
};

function make(schema: Known, extent: Extent): unknown {
  const example = exampleOf(schema);
  const isObject = schema.entries !== undefined;
  if (example !== undefined && !isObject) return example;
  if (schema.wrapped) return make(schema.wrapped, extent);
  const maker = makers[schema.type];
  if (!maker) throw new Error(`nothing is known of ${schema.type}`);
  const made = maker(schema, extent);
  // Where fields exclude or require each other, the example has a valid combination.
  return example === undefined || v.is(schema as unknown as Schema, made) ? made : example;
}

/** Returns a value that a schema accepts. */
export const golden = (schema: Schema, extent: Extent): unknown => make(known(schema), extent);

type Path = readonly (string | number)[];

/** Returns a value with another one at a place. */
function withAt(value: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (at === first ? withAt(item, rest, change) : item));
  const fields = Object(value) as Record<string, unknown>;
  return { ...fields, [first]: withAt(fields[first], rest, change) };
}

interface Place {
  readonly schema: Known;
  readonly path: Path;
}

/** Returns all places of a value that its schema describes, the outermost first. Of alternatives, the first counts. */
function placesIn(schema: Known, value: unknown, path: Path = []): readonly Place[] {
  if (value === undefined) return [];
  if (schema.wrapped) return placesIn(schema.wrapped, value, path);
  if (schema.type === 'union' || schema.type === 'variant') {
    const options = (schema.options ?? []).map(known);
    const fitting = options.filter((option) => v.is(option as unknown as Schema, value));
    // What one alternative refuses, another might accept.
    return fitting.length === 1 && options.every(({ type }) => type.endsWith('object'))
      ? placesIn(known(fitting[0]), value, path)
      : [];
  }
  const inside =
    schema.item && Array.isArray(value)
      ? value.flatMap((item: unknown, at) => placesIn(known(schema.item), item, [...path, at]))
      : Object.entries(schema.entries ?? {}).flatMap(([name, field]) =>
          placesIn(field, (Object(value) as Record<string, unknown>)[name], [...path, name]),
        );
  return [{ schema, path }, ...inside];
}

/** A value that is wrong in one place. */
export interface Wrong {
  readonly name: string;
  readonly value: unknown;
}

const nameOf = (path: Path, last?: string) => [...path, ...(last === undefined ? [] : [last])].join('.');

/** Returns the value with one more field, for each strict object in it. */
export const withUnknownField = (schema: Schema, value: unknown): readonly Wrong[] =>
  placesIn(known(schema), value)
    .filter((place) => place.schema.type === 'strict_object')
    .map(({ path }) => ({
      name: nameOf(path, 'unheard_of'),
      value: withAt(value, path, (object) => ({ ...Object(object), unheard_of: '1' })),
    }));

/** Returns the value without a field, for each required one. */
export const withoutRequired = (schema: Schema, value: unknown): readonly Wrong[] =>
  placesIn(known(schema), value)
    .filter((place) => place.schema.entries !== undefined)
    .flatMap(({ schema: { entries = {} }, path }) =>
      Object.entries(entries)
        .filter(([, field]) => !isOptional(field))
        .map(([name]) => ({
          name: nameOf(path, name),
          value: withAt(value, path, (object) => {
            const { [name]: _, ...rest } = Object(object) as Record<string, unknown>;
            return rest;
          }),
        })),
    );

/** Returns the value with something else, for each place with a list of possible values. */
export const withUnknownValue = (schema: Schema, value: unknown): readonly Wrong[] =>
  placesIn(known(schema), value)
    .filter((place) => /^(picklist|literal)$/.test(place.schema.type))
    .map(({ path }) => ({ name: nameOf(path), value: withAt(value, path, () => 'no such value') }));

/** Returns a schema's texts of unlimited length; a row's requests should have none. */
export function unboundedTexts(schema: Schema): readonly string[] {
  const found: string[] = [];
  const seen = new Set<unknown>();
  const look = (value: unknown, path: string): void => {
    if (!isSchema(value) || seen.has(value)) return;
    seen.add(value);
    if (value.type === 'string' && !actionsOf(value).some(bounds)) found.push(path);
    if (value.type === 'array' && action(value, 'max_length') === undefined) found.push(`${path}[]`);
    for (const [name, field] of Object.entries(value.entries ?? {})) look(field, `${path}.${name}`);
    for (const one of [value.wrapped, value.item, value.value, ...(value.items ?? [])]) look(one, path);
    for (const one of value.options ?? []) look(one, path);
  };
  look(schema, '');
  return found;
}

/** Limited by a length, or by a pattern from start to end in which nothing repeats endlessly. */
function bounds({ type, requirement }: Known): boolean {
  if (!(requirement instanceof RegExp) || type !== 'regex')
    return /^(max_length|length|uuid|iso_date)$/.test(type);
  const { source } = requirement;
  // linear: a pattern of our own, at most 200 characters
  const withoutSets = source.replaceAll(/\\.|\[[^\]]*\]/g, 'x');
  return /^\^.*\$$/s.test(source) && !/[*+]|,\}/.test(withoutSets);
}

/** Returns every field of a schema, with the objects around it: `data.attributes.name`. Lists do not count. */
export function fieldsOf(schema: unknown, path = ''): readonly string[] {
  if (!isSchema(schema)) return [];
  const { entries = {}, wrapped, item, options = [] } = schema;
  return [
    ...Object.entries(entries).flatMap(([name, field]) => {
      const own = path === '' ? name : `${path}.${name}`;
      return [own, ...fieldsOf(field, own)];
    }),
    ...[wrapped, item, ...options].flatMap((one) => fieldsOf(one, path)),
  ];
}
