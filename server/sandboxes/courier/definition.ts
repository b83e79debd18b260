import type { Entity, Fields } from './store/store.ts';
import type { World } from './world.ts';

/** Which entities a list's parameter leaves. */
export type Filter = (value: unknown, world: World, query: Fields) => (entity: Entity) => boolean;

/** For parameters that change how entities are shown, or nothing here. */
export const keepsAll: Filter = () => () => true;

/** By a field other than the parameter’s name says. */
export const byField =
  (field: string): Filter =>
  (value) =>
  ({ fields }) =>
    fields[field] === value;

/** What parameters that are true or false mean, on the wire or not. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** Whether a field is as true or false as the parameter says. */
export const byTruth =
  (field: string): Filter =>
  (value) =>
  ({ fields }) =>
    (fields[field] === true) === isTrue(value);

/** Hides some entities until a parameter is true. */
export const unlessAsked =
  (hidden: (entity: Entity) => boolean): Filter =>
  (value) =>
  (entity) =>
    isTrue(value) || !hidden(entity);

/**
 * What a type of resource does beyond being stored: nothing, for many. What is created automatically gets the usual
 * fields (times, author, organisation).
 */
export interface Definition {
  readonly type: string;
  /** What else a new one has; `sent` wins. @throws Refusal when it makes no sense in the current state. */
  readonly fresh?: (sent: Fields, world: World) => Fields;
  /** An existing entity that a new one changes instead of adding a second. */
  readonly same?: (sent: Fields, world: World) => Entity | undefined;
  /** What follows from a new one. */
  readonly added?: (entity: Entity, world: World, sent: Fields) => void;
  /** What else a change changes. @throws Refusal */
  readonly change?: (before: Entity, sent: Fields, world: World) => Fields;
  /** What follows from a change. */
  readonly changed?: (after: Entity, before: Entity, world: World) => void;
  /** For the list's parameters whose names do not say. */
  readonly filters?: Readonly<Record<string, Filter>>;
  /** Default values of the list's parameters. */
  readonly defaults?: Fields;
  /** What is shown in addition, or instead; created on request. `query`: of the request, if it has one. */
  readonly shown?: (entity: Entity, world: World, query: Fields) => Fields;
  /** By the values of `sort` without their minus: what is compared. */
  readonly sorts?: Readonly<Record<string, (entity: Entity, world: World, query: Fields) => string | number>>;
}
