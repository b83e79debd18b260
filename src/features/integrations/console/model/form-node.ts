import { fields, list, number, text } from '#src/lib/reader.ts';

interface Common {
  /** Null may be sent. */
  readonly nullable: boolean;
  /** The first of its examples. */
  readonly example?: unknown;
}

export interface TextNode extends Common {
  readonly kind: 'text';
  /** Numbers are accepted too, and preferred: anything that can be read as a number is sent as one. */
  readonly orNumber: boolean;
  readonly format: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
}

export interface NumberNode extends Common {
  readonly kind: 'number';
  readonly whole: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** Booleans, enumerations and single values. */
export interface ChoiceNode extends Common {
  readonly kind: 'choice';
  readonly options: readonly unknown[];
}

export interface ListNode extends Common {
  readonly kind: 'list';
  readonly item: FormNode;
  readonly minItems: number;
  readonly maxItems: number | undefined;
}

export interface FormField {
  readonly name: string;
  readonly required: boolean;
  readonly node: FormNode;
}

export interface GroupNode extends Common {
  readonly kind: 'group';
  /** Which fields go together and which do not, in English. */
  readonly note: string | undefined;
  readonly fields: readonly FormField[];
}

/** An object whose names are typed too. */
export interface MapNode extends Common {
  readonly kind: 'map';
  readonly value: FormNode;
}

/** Anything else, written as JSON. */
export interface JsonNode extends Common {
  readonly kind: 'json';
}

/** A part of a form, for a part of a schema. */
export type FormNode = TextNode | NumberNode | ChoiceNode | ListNode | GroupNode | MapNode | JsonNode;

/** Returns the form of a JSON schema. What it does not know is filled in as JSON. */
export function formNode(schema: unknown): FormNode {
  const wire = fields(schema);
  const examples = list(wire.examples, (example) => ({ example }));
  const common = { nullable: false, ...examples[0] };
  if (wire.anyOf !== undefined) return alternatives(list(wire.anyOf, formNode), common);
  if ('const' in wire) return { kind: 'choice', options: [wire.const], ...common };
  if (wire.enum !== undefined) return { kind: 'choice', options: list(wire.enum, (one) => one), ...common };
  switch (text(wire.type)) {
    case 'boolean':
      return { kind: 'choice', options: [true, false], ...common };
    case 'null':
      return { kind: 'choice', options: [null], ...common };
    case 'string':
      return {
        kind: 'text',
        orNumber: false,
        format: text(wire.format),
        minLength: number(wire.minLength),
        maxLength: number(wire.maxLength),
        ...common,
      };
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        whole: wire.type === 'integer',
        minimum: number(wire.minimum),
        maximum: number(wire.maximum),
        ...common,
      };
    case 'array':
      return wire.items === undefined
        ? { kind: 'json', ...common }
        : {
            kind: 'list',
            item: formNode(wire.items),
            minItems: number(wire.minItems) ?? 0,
            maxItems: number(wire.maxItems),
            ...common,
          };
    case 'object':
      return objectNode(wire, common);
    default:
      return { kind: 'json', ...common };
  }
}

function objectNode(wire: ReturnType<typeof fields>, common: Common): FormNode {
  const { properties, additionalProperties } = wire;
  if (properties === undefined && typeof additionalProperties === 'object')
    return { kind: 'map', value: formNode(additionalProperties), ...common };
  if (properties === undefined) return { kind: 'json', ...common };
  const required = new Set(list(wire.required, text));
  return {
    kind: 'group',
    note: text(wire.description),
    fields: Object.entries(fields(properties)).map(([name, schema]) => ({
      name,
      required: required.has(name),
      node: formNode(schema),
    })),
    ...common,
  };
}

const isNull = (node: FormNode) =>
  node.kind === 'choice' && node.options.length === 1 && node.options[0] === null;

/** One field for what may be several things, where that can be. */
function alternatives(all: readonly FormNode[], common: Common): FormNode {
  const options = all.filter((node) => !isNull(node));
  const nullable = options.length < all.length;
  const [first] = options;
  if (!first) return { kind: 'choice', options: [null], ...common };
  const example = common.example ?? options.find((node) => node.example !== undefined)?.example;
  const own = { ...common, nullable, ...(example === undefined ? {} : { example }) };
  if (options.length === 1) return { ...first, ...own };
  if (options.every((node) => node.kind === 'choice')) {
    // "true" beside true would be the same choice twice.
    const values = options.flatMap((node) => node.options);
    const written = (value: unknown) =>
      typeof value === 'string' && values.some((one) => one !== value && String(one) === value);
    return { kind: 'choice', options: values.filter((value) => !written(value)), ...own };
  }
  const written = options.find((node) => node.kind === 'text');
  const isSimple = options.every(({ kind }) => kind === 'text' || kind === 'number' || kind === 'choice');
  if (written && isSimple) return { ...written, orNumber: first.kind === 'number', ...own };
  return { kind: 'json', ...own };
}
