/** Fields of Courier's answers, all of which may be missing or null. Values of enumerations are open, and so are texts. */
import * as v from 'valibot';
import { maybe } from '../fields.ts';

const text = maybe(v.string());
const number = maybe(v.number());
const truth = maybe(v.boolean());

/** An object of which nothing more is known. */
export const object = maybe(v.record(v.string(), v.unknown()));

type Same<N extends string, S> = { readonly [K in N]: S };

// @__NO_SIDE_EFFECTS__
function same<const N extends string, S>(names: readonly N[], schema: S) {
  return Object.fromEntries(names.map((name) => [name, schema])) as Same<N, S>;
}

// @__NO_SIDE_EFFECTS__
export function texts<const N extends string>(...names: readonly N[]) {
  return same(names, text);
}

// @__NO_SIDE_EFFECTS__
export function numbers<const N extends string>(...names: readonly N[]) {
  return same(names, number);
}

// @__NO_SIDE_EFFECTS__
export function truths<const N extends string>(...names: readonly N[]) {
  return same(names, truth);
}

// @__NO_SIDE_EFFECTS__
export function objects<const N extends string>(...names: readonly N[]) {
  return same(names, object);
}

/** Lists of ids, addresses or other texts. */
// @__NO_SIDE_EFFECTS__
export function textLists<const N extends string>(...names: readonly N[]) {
  return same(names, maybe(v.array(v.string())));
}

// @__NO_SIDE_EFFECTS__
export function inside<const E extends v.ObjectEntries>(entries: E) {
  return maybe(v.looseObject(entries));
}

// @__NO_SIDE_EFFECTS__
export function listOf<const E extends v.ObjectEntries>(entries: E) {
  return maybe(v.array(v.looseObject(entries)));
}

/** Something else, by its id alone. */
export const reference = inside(texts('id'));

/** Where a file goes, as the first of three steps answers. */
export const uploadTarget = v.looseObject({
  ...texts('id', 'upload-url'),
  ...numbers('expiration-time'),
  ...objects('upload-data'),
});

/** Anyone who has these can write to where the file goes. */
export const uploadFields = ['upload-url', 'upload-data'];

/** What became of sending to many. */
export const taskStarted = v.looseObject({ ...texts('task-id'), ...objects('message-data') });
