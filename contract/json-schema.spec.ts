import { Validator } from '@cfworker/json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { connectedSystems } from './connected/table.ts';
import { jsonSchema } from './json-schema.ts';
import type { Schema } from './operation.ts';
import { golden, withoutRequired, withUnknownField, withUnknownValue } from './testing/golden.ts';

const rows = connectedSystems.flatMap(({ system, operations }) =>
  operations.flatMap(({ name, params, query, body }) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema === undefined ? [] : [{ name: `${system.id} ${name} ${part}`, schema: schema as Schema }],
    ),
  ),
);

it('has what a form needs to know', () => {
  const schema = v.strictObject({
    name: v.pipe(v.string(), v.minLength(2), v.maxLength(9), v.examples(['Ada'])),
    count: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(5))),
    kind: v.optional(v.nullable(v.picklist(['a', 'b']))),
    tags: v.pipe(v.array(v.union([v.boolean(), v.literal(0)])), v.maxLength(3)),
    more: v.optional(v.record(v.string(), v.unknown())),
    mail: v.pipe(
      v.string(),
      v.check(() => true, 'an address'),
    ),
  });
  expect(jsonSchema(schema)).toEqual({
    type: 'object',
    required: ['name', 'tags', 'mail'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 2, maxLength: 9, examples: ['Ada'] },
      count: { type: 'integer', minimum: 1, maximum: 5 },
      kind: { anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] },
      tags: { type: 'array', maxItems: 3, items: { anyOf: [{ type: 'boolean' }, { const: 0 }] } },
      more: { type: 'object', additionalProperties: {} },
      mail: { type: 'string', description: 'an address' },
    },
  });
});

describe.each(rows)('$name', ({ schema }) => {
  // Forms are given formats; the contract is stricter about them.
  const validator = new Validator(JSON.parse(JSON.stringify(jsonSchema(schema))), '2020-12');
  const takes = (value: unknown) => validator.validate(value).valid;

  it('takes what the contract takes', () => {
    expect((['full', 'required'] as const).map((extent) => takes(golden(schema, extent)))).toEqual([
      true,
      true,
    ]);
  });

  it('refuses what is unknown or missing', () => {
    const value = golden(schema, 'full');
    const wrong = [
      ...withUnknownField(schema, value),
      ...withUnknownValue(schema, value),
      ...withoutRequired(schema, value),
    ];
    expect(wrong.filter((one) => takes(one.value)).map(({ name }) => name)).toEqual([]);
  });
});
