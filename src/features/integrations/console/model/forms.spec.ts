import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { connectedSystems } from '#contract/connected/table.ts';
import { jsonSchema } from '#contract/json-schema.ts';
import type { Schema } from '#contract/operation.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden } from '#contract/testing/golden.ts';
import { draftOf } from './draft.ts';
import type { FormNode } from './form-node.ts';
import {
  exampleRequest,
  freshRequest,
  intoForm,
  parts,
  readRequest,
  requestForm,
  targetOf,
} from './request.ts';

/** As the gateway sends it to the console. */
const formOf = ({ params, query, body }: ConnectedOperation) => {
  const wire = (schema: Schema | undefined) =>
    schema ? JSON.parse(JSON.stringify(jsonSchema(schema))) : null;
  return requestForm({ params: wire(params), query: wire(query), body: wire(body) });
};

/** A number and a text with its digits are the same on the wire of a query. */
const loose = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' && /^([1-9]\d{0,14}|true|false)$/.test(one) ? JSON.parse(one) : one,
  );

const kindsIn = (node: FormNode): readonly string[] =>
  node.kind === 'group'
    ? node.fields.flatMap((field) => kindsIn(field.node))
    : node.kind === 'list'
      ? kindsIn(node.item)
      : [node.kind];

describe.each(connectedSystems)('$system.name', ({ operations }) => {
  describe.each(operations)('$name', (row) => {
    const form = formOf(row);
    const isFile = row.bodyKind === 'bytes';

    it.each(['full', 'required'] as const)(
      'a form with what is %s builds a request that the row accepts',
      (extent) => {
        const filled = parts.map((part) => {
          const [node, schema] = [form[part], row[part]];
          return [part, node && schema && draftOf(node, golden(schema, extent))] as const;
        });
        const draft = { ...freshRequest(form), ...Object.fromEntries(filled) };
        const { request, problems } = readRequest(form, draft, false);
        expect(parts.flatMap((part) => [...problems[part]])).toEqual([]);
        for (const part of parts) {
          const schema = row[part];
          if (!schema) continue;
          const value = part === 'query' ? { ...request.query } : request[part];
          expect(v.safeParse(schema, value).issues, JSON.stringify(value)).toBeUndefined();
          expect(loose(value)).toEqual(loose(golden(schema, extent)));
        }
        expect(targetOf(row.path, request)).not.toContain(':');
      },
    );

    it('says what is missing while nothing is filled in, and nothing else', () => {
      const { problems } = readRequest(form, freshRequest(form), isFile);
      const found = parts.flatMap((part) => [...problems[part].values()]);
      expect(found.filter((kind) => kind !== 'missing')).toEqual([]);
    });

    it('takes over its examples and its JSON', () => {
      const example = exampleRequest(form, freshRequest(form));
      const { body } = form;
      if (body) {
        const json = JSON.stringify(golden(row.body ?? v.unknown(), 'full'));
        expect(intoForm(body, json)).toBeDefined();
        expect(intoForm(body, '{')).toBeUndefined();
      }
      if (example && row.body && form.body?.example !== undefined)
        expect(v.is(row.body, readRequest(form, example, false).request.body)).toBe(true);
    });

    it('has few fields that have to be written as JSON', () => {
      const json = parts.flatMap((part) => (form[part] ? kindsIn(form[part]) : []));
      expect(json.filter((kind) => kind === 'json').length).toBeLessThanOrEqual(2);
    });
  });
});
