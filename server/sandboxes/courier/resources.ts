/** What all types of resources have in common: being created, shown, listed, changed and removed. */
import * as v from 'valibot';
import { operations } from '#contract/courier/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import type { RowCall, RowHandler } from '../lib/row-handler.ts';
import type { Definition } from './definition.ts';
import { filtersOf } from './store/filters.ts';
import { pageOf, select, slice } from './store/lists.ts';
import { checkFields, checkQuery } from './store/references.ts';
import { attributesOf, type Plain, plainRow } from './store/shapes.ts';
import type { Entity, Fields } from './store/store.ts';
import { badField, missing } from './web/errors.ts';
import { timeAfter, type World } from './world.ts';

export type Call = RowCall<World>;

const fieldsSchema = v.optional(v.record(v.string(), v.unknown()), {});
const sentSchema = v.object({
  data: v.object({ attributes: v.record(v.string(), v.unknown()) }),
});
const idSchema = v.object({ id: v.string() });

export const queryOf = ({ query }: Call): Fields => v.parse(fieldsSchema, query);
/** Of a plain body. */
export const bodyOf = ({ body }: Call): Fields => v.parse(fieldsSchema, body);
/** Attributes of a new one, or of a change. */
export const sentOf = ({ body }: Call): Fields => v.parse(sentSchema, body).data.attributes;

/** @throws Refusal when a change names something else than its address. */
export function checkId({ body }: Call, { id }: Entity): void {
  if (v.parse(v.object({ data: v.object({ id: v.string() }) }), body).data.id !== id) {
    throw badField('/data/id', 'It is not the one that the address names.');
  }
}

/** What the path names. @throws Refusal 404 */
export function found({ services, params }: Call, type: string): Entity {
  const entity = services.store.find(type, v.parse(idSchema, params).id);
  if (!entity) throw missing();
  return entity;
}

/** Returns it as a response shows it: every attribute of its type, null where it has none. */
export function shown(entity: Entity, definition: Definition, world: World, query: Fields = {}) {
  const fields = { ...entity.fields, ...definition.shown?.(entity, world, query) };
  const attributes = (attributesOf.get(definition.type) ?? []).map((name) => [name, fields[name] ?? null]);
  return { type: definition.type, id: entity.id, attributes: Object.fromEntries(attributes) };
}

export const one = (entity: Entity, definition: Definition, world: World, query?: Fields) => ({
  data: shown(entity, definition, world, query),
  meta: {},
});

const onCreation = /^(created-at|created-time|timestamp)$/;
const onChange = /^last-modified-(at|time)$/;

/** Times, author and owner, where a type has these. */
function usualFields(type: string, { owner }: World): Fields {
  const now = timeAfter();
  const values = (attributesOf.get(type) ?? []).flatMap((name): [string, unknown][] => {
    if (onCreation.test(name) || onChange.test(name)) return [[name, now]];
    if (name === 'created-by' || name === 'last-modified-by') return [[name, owner.user.id]];
    if (name === 'organization-id') return [[name, owner.organization.id]];
    return [];
  });
  return Object.fromEntries(values);
}

function touched(type: string, { owner }: World): Fields {
  const values = (attributesOf.get(type) ?? []).flatMap((name): [string, unknown][] => {
    if (onChange.test(name)) return [[name, timeAfter()]];
    return name === 'last-modified-by' ? [[name, owner.user.id]] : [];
  });
  return Object.fromEntries(values);
}

/** Creates an entity with everything that its type says. */
export function make(definition: Definition, sent: Fields, world: World): Entity {
  const { type, fresh, added } = definition;
  const fields = { ...usualFields(type, world), ...fresh?.(sent, world), ...sent };
  const entity = world.store.add(type, fields);
  added?.(entity, world, sent);
  return world.store.find(type, entity.id) ?? entity;
}

/** Changes an entity with everything that its type says. */
export function alter(definition: Definition, before: Entity, sent: Fields, world: World): Entity {
  const { type, change, changed } = definition;
  const more = change?.(before, sent, world);
  const after = world.store.change(before, { ...touched(type, world), ...sent, ...more });
  changed?.(after, before, world);
  return world.store.find(type, after.id) ?? after;
}

/** Returns a list of these entities, page by page. */
export function listed(
  operation: ConnectedOperation,
  definition: Definition,
  filters = filtersOf(operation, definition),
) {
  return (call: Call, entities?: readonly Entity[]): unknown => {
    const world = call.services;
    const query = queryOf(call);
    checkQuery(world.store, query);
    const of = entities ?? world.store.all(definition.type);
    const all = select(of, filters, { definition, world, query });
    const page = pageOf(operation, query);
    const total = operation.paging?.total;
    return {
      data: slice(all, page).map((entity) => shown(entity, definition, world, query)),
      meta:
        total === undefined || !page
          ? {}
          : { 'page[limit]': page.limit, 'page[offset]': page.offset, 'page[total]': all.length },
    };
  };
}

type Run = (call: Call) => unknown;

const runs: Readonly<Record<Plain, (operation: ConnectedOperation, definition: Definition) => Run>> = {
  list: (operation, definition) => {
    const answer = listed(operation, definition);
    return (call) => answer(call);
  },
  get: (_, definition) => (call) => {
    const query = queryOf(call);
    checkQuery(call.services.store, query);
    return one(found(call, definition.type), definition, call.services, query);
  },
  create: (_, definition) => (call) => {
    const world = call.services;
    const sent = sentOf(call);
    checkFields(world.store, sent, ['data', 'attributes']);
    const same = definition.same?.(sent, world);
    const entity = same ? alter(definition, same, sent, world) : make(definition, sent, world);
    return one(entity, definition, world);
  },
  update: (_, definition) => (call) => {
    const before = found(call, definition.type);
    checkId(call, before);
    const sent = sentOf(call);
    checkFields(call.services.store, sent, ['data', 'attributes']);
    return one(alter(definition, before, sent, call.services), definition, call.services);
  },
  delete: (_, definition) => (call) => call.services.store.remove(found(call, definition.type)),
};

/** Handlers of the rows whose address and method alone tell what they do, but for those that are made by hand. */
export function resourceHandlers(
  definitions: readonly Definition[],
  byHand: ReadonlySet<string>,
): readonly RowHandler<World>[] {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));
  return operations.flatMap((operation) => {
    const named = plainRow(operation);
    const definition = named && byType.get(named.type);
    if (!named || !definition || byHand.has(operation.name)) return [];
    return [{ name: operation.name, run: runs[named.verb](operation, definition) }];
  });
}
