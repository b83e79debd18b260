/**
 * Fields that connected systems have in common. All text is bounded. Parameters of a query are text on the wire; numbers
 * are taken too, because pages pass them. Where a rule says more than the kind of a field, an example comes with it.
 */
import * as v from 'valibot';
import { isEmail } from './email.ts';

/** Longest text that a message, a note or a document may be. */
const longest = 20_000;
/** Longest address. */
const longestUrl = 2048;

// @__NO_SIDE_EFFECTS__
export function text(maxLength: number) {
  return v.pipe(v.string(), v.maxLength(maxLength));
}

/** Text with at least one visible character. */
// @__NO_SIDE_EFFECTS__
export function requiredText(maxLength: number) {
  return v.pipe(v.string(), v.regex(/\S/), v.maxLength(maxLength));
}

/** What people write to each other. */
export const longText = text(longest);
export const requiredLongText = requiredText(longest);

/** May be left out or null, as in most answers. */
// @__NO_SIDE_EFFECTS__
export function maybe<const S extends v.GenericSchema>(schema: S) {
  return v.optional(v.nullable(schema));
}

export const uuid = v.pipe(v.string(), v.uuid(), v.examples(['11111111-1111-4111-8111-111111111111']));

export const email = v.pipe(
  v.string(),
  v.maxLength(320),
  v.check(isEmail, 'not an e-mail address'),
  v.examples(['ada@example.org']),
);

/** An https or http address. */
export const webUrl = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\//i),
  v.maxLength(longestUrl),
  v.examples(['https://example.org/file.pdf']),
);

/** ISO 8601 with a zone. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'not a date'),
  v.examples(['2030-01-31T09:30:00Z']),
);

/** `YYYY-MM-DD`. */
export const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'not a date'),
  v.examples(['2026-01-31']),
);

// @__NO_SIDE_EFFECTS__
export function integer(minimum = 0, maximum = Number.MAX_SAFE_INTEGER) {
  return v.pipe(v.number(), v.safeInteger(), v.minValue(minimum), v.maxValue(maximum));
}

/** Positive, as ids of databases are. */
export const id = integer(1);

/** An id in a path. */
export const idText = v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/), v.examples(['1']));

/** An id in a body: a number, or the same in digits. */
export const anyId = v.union([id, idText]);

/** A whole number in a query. */
// @__NO_SIDE_EFFECTS__
export function integerQuery(minimum = 0, maximum = Number.MAX_SAFE_INTEGER) {
  const digits = v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/),
    v.check((value) => Number(value) >= minimum && Number(value) <= maximum, 'out of range'),
    v.examples([String(minimum)]),
  );
  return v.union([integer(minimum, maximum), digits]);
}

/** An id in a query. */
export const idQuery = integerQuery(1);

export const booleanQuery = v.union([v.boolean(), v.picklist(['true', 'false'])]);

/** An object with any fields, such as the arguments of something that the table does not know. */
export const anyObject = v.record(text(255), v.unknown());

/** How many of the fields a body has. */
const countOf = (body: object, names: readonly string[]): number =>
  names.filter((name) => Object.hasOwn(body, name)).length;

/** One of these fields, not several and not none. */
// @__NO_SIDE_EFFECTS__
export function exactlyOne<const T extends object>(...names: readonly (keyof T & string)[]) {
  return v.check((body: T) => countOf(body, names) === 1, `exactly one of ${names.join(', ')}`);
}

/** At most one of these fields. */
// @__NO_SIDE_EFFECTS__
export function notTogether<const T extends object>(...names: readonly (keyof T & string)[]) {
  return v.check((body: T) => countOf(body, names) <= 1, `not together: ${names.join(', ')}`);
}

/** At least one of these fields. */
// @__NO_SIDE_EFFECTS__
export function atLeastOne<const T extends object>(...names: readonly (keyof T & string)[]) {
  return v.check((body: T) => countOf(body, names) >= 1, `one of ${names.join(', ')}`);
}

/** A field that makes no sense without another. */
// @__NO_SIDE_EFFECTS__
export function onlyWith<const T extends object>(name: keyof T & string, other: keyof T & string) {
  return v.check(
    (body: T) => !Object.hasOwn(body, name) || Object.hasOwn(body, other),
    `${name} only with ${other}`,
  );
}
