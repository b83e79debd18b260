import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Schema } from '../operation.ts';
import type { ConnectedOperation } from '../system.ts';
import {
  fieldsOf,
  golden,
  unboundedTexts,
  type Wrong,
  withoutRequired,
  withUnknownField,
  withUnknownValue,
} from '../testing/golden.ts';
import { connectedSystems, findOperation } from './table.ts';

/** Schemas of a request; a row without one takes nothing there. */
const partsOf = ({ params, query, body }: ConnectedOperation) =>
  Object.entries({ params, query, body }).flatMap(([part, schema]) =>
    schema === undefined ? [] : [{ part, schema: schema as Schema }],
  );

/** Wrong values that a schema takes all the same, by what is wrong with them. */
const taken = (schema: Schema, wrong: readonly Wrong[]) =>
  wrong.filter(({ value }) => v.is(schema, value)).map(({ name }) => name);

describe.each(connectedSystems)('$system.name', ({ system, operations }) => {
  it('has each name, and each method with a path, once', () => {
    const names = operations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const requests = operations.map(({ method, path }) => `${method} ${path}`);
    expect(requests.filter((request, at) => requests.indexOf(request) !== at)).toEqual([]);
  });

  it('finds rows by their names', () => {
    expect(operations.map(({ name }) => findOperation(system.id, name))).toEqual(operations);
    expect(findOperation(system.id, 'constructor')).toBeUndefined();
  });

  describe.each(operations)('$name', (row) => {
    it('is of its system, and says what it is', () => {
      expect([row.system, row.root]).toEqual([system.id, system.root]);
      expect(row.path).toMatch(/^\/[\w\-/:]+$/);
      expect(row.title).toMatch(/^[A-Z][^.]{5,70}$/);
      expect(row.about).toMatch(/^[A-Z].{10,140}\.$/);
      expect(row.resource).toMatch(/^[A-Z]/);
    });

    it('is asked for by GET only where it reads, and only that may be repeated', () => {
      if (row.effect !== 'read') expect(row.method).not.toBe('GET');
      expect(row.idempotent).toBe(row.effect === 'read');
      expect(row.upstreamMethod === row.method || row.upstreamMethod === 'GET').toBe(true);
    });

    it('is forwarded unless others call it or nobody may see it', () => {
      expect(row.proxied).toBe(row.effect !== 'incoming' && row.who !== 'nobody');
      expect(row.place === 'nowhere').toBe(!row.proxied);
      // A guard is there for what an admin or a member does.
      if (row.effect === 'danger') expect(row.guards).not.toEqual([]);
      if (row.effect === 'danger') expect(row.who).toBe('admin');
    });

    it.each(partsOf(row))('$part: takes what is right', ({ schema }) => {
      for (const extent of ['full', 'required'] as const) {
        const value = golden(schema, extent);
        expect(v.safeParse(schema, value).issues, JSON.stringify(value)).toBeUndefined();
      }
    });

    it.each(partsOf(row))(
      '$part: refuses unknown fields and values, and what lacks a field',
      ({ schema }) => {
        const value = golden(schema, 'full');
        const unknown = withUnknownField(schema, value);
        if (row.effect !== 'incoming') expect(unknown).not.toEqual([]);
        expect(taken(schema, unknown)).toEqual([]);
        expect(taken(schema, withUnknownValue(schema, value))).toEqual([]);
        expect(taken(schema, withoutRequired(schema, value))).toEqual([]);
      },
    );

    it.each(partsOf(row))('$part: has no text or list without an end', ({ schema }) => {
      expect(unboundedTexts(schema)).toEqual([]);
    });

    it('has in its path exactly its parameters', () => {
      const inPath = [...row.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      const params = row.params ? Object.keys(Object(golden(row.params, 'full'))) : [];
      expect(params.toSorted()).toEqual(inPath.toSorted());
    });

    it('has the fields that it fills in, takes out, pages by or keeps for admins', () => {
      const { actsAs, paging, adminFields, redact, media, repeatable } = row;
      const all = { query: fieldsOf(row.query), body: fieldsOf(row.body), response: fieldsOf(row.response) };
      if (actsAs) expect(all[actsAs.in]).toContain(actsAs.field);
      if (paging) expect(all.query).toEqual(expect.arrayContaining([paging.from, paging.limit]));
      expect(all.body).toEqual(expect.arrayContaining([...adminFields]));
      expect(all.query).toEqual(expect.arrayContaining([...repeatable]));
      const ends = all.response.flatMap((path) => {
        const [field = '', object] = path.split('.').toReversed();
        return [field, `${object}.${field}`];
      });
      expect(ends).toEqual(expect.arrayContaining([...redact, ...media]));
    });
  });
});
