/**
 * The schema of a request as JSON, for forms: what is entered where, which values there are, how long and how large.
 * Checks that are code only say what they want; whoever gets the request makes them.
 */
import type { Schema } from './operation.ts';

/** The part of JSON Schema (draft 2020-12) that is used. */
export interface JsonSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly examples?: readonly unknown[];
  /** What a check says that it wants. */
  readonly description?: string;
}

// The parts of a schema that are read; Valibot's own types name each kind separately.
interface Known {
  readonly type: string;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly wrapped?: unknown;
  readonly item?: unknown;
  readonly items?: readonly unknown[];
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly value?: unknown;
  readonly pipe?: readonly unknown[];
  readonly requirement?: unknown;
  readonly message?: unknown;
  readonly examples?: readonly unknown[];
}

const known = (schema: unknown): Known => Object(schema);
const isOptional = (schema: unknown) => /^(optional|exact_optional|nullish)$/.test(known(schema).type);
const isNullable = (type: string) => /^(nullable|nullish)$/.test(type);

const both = (one: string | undefined, other: string) => (one === undefined ? other : `${one}; ${other}`);

/** What a pipe adds to a value's type. */
function addition({ type, requirement, message, examples }: Known, of: JsonSchema): JsonSchema {
  const isList = of.type === 'array';
  const number = Number(requirement);
  switch (type) {
    case 'min_length':
      return isList ? { minItems: number } : { minLength: number };
    case 'max_length':
      return isList ? { maxItems: number } : { maxLength: number };
    case 'length':
      return isList ? { minItems: number, maxItems: number } : { minLength: number, maxLength: number };
    case 'integer':
    case 'safe_integer':
      return { type: 'integer' };
    case 'min_value':
      return { minimum: number };
    case 'max_value':
      return { maximum: number };
    case 'url':
      return { format: 'uri' };
    case 'uuid':
      return { format: 'uuid' };
    case 'iso_date':
      return { format: 'date' };
    case 'check':
      return typeof message === 'string' ? { description: both(of.description, message) } : {};
    case 'examples':
      return { examples: examples ?? [] };
    case 'regex':
      // JSON Schema has no flags. Of several patterns the first counts.
      return requirement instanceof RegExp && requirement.flags === '' && of.pattern === undefined
        ? { pattern: requirement.source }
        : {};
    default:
      return {};
  }
}

function objectOf(entries: Readonly<Record<string, unknown>>, strict: boolean): JsonSchema {
  const required = Object.keys(entries).filter((name) => !isOptional(entries[name]));
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(entries).map(([name, field]) => [name, schemaOf(known(field))]),
    ),
    ...(required.length > 0 ? { required } : {}),
    ...(strict ? { additionalProperties: false } : {}),
  };
}

function kindOf({ type, entries = {}, item, items = [], options = [], literal, value }: Known): JsonSchema {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { type };
    case 'literal':
      return { const: literal };
    case 'picklist':
    case 'enum':
      return { enum: options };
    case 'union':
    case 'variant':
      return { anyOf: options.map((option) => schemaOf(known(option))) };
    case 'array':
      return { type: 'array', items: schemaOf(known(item)) };
    case 'tuple':
      return { type: 'array', prefixItems: items.map((one) => schemaOf(known(one))) };
    case 'record':
      return { type: 'object', additionalProperties: schemaOf(known(value)) };
    case 'object':
    case 'loose_object':
    case 'strict_object':
      return objectOf(entries, type === 'strict_object');
    default:
      return {};
  }
}

function schemaOf(schema: Known): JsonSchema {
  const { type, wrapped, pipe } = schema;
  if (pipe) {
    // A pipe wraps a copy of what it starts with, which may have a pipe of its own.
    const [first, ...actions] = pipe;
    let of = schemaOf(known(first));
    for (const action of actions) of = { ...of, ...addition(known(action), of) };
    return of;
  }
  if (wrapped !== undefined) {
    const inside = schemaOf(known(wrapped));
    return isNullable(type) ? { anyOf: [inside, { type: 'null' }] } : inside;
  }
  return kindOf(schema);
}

/** Returns a schema of the contract as JSON. */
export const jsonSchema = (schema: Schema): JsonSchema => schemaOf(known(schema));
