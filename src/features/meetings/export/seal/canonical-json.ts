/** What JSON can hold. Undefined fields of objects are as good as absent. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * The one text of a JSON value after RFC 8785 (https://www.rfc-editor.org/rfc/rfc8785): no space, keys in the
 * order of their UTF-16 code units, numbers and strings as ECMAScript writes them. Equal values have equal texts,
 * whoever wrote them and in whatever order.
 *
 * @throws TypeError for what has no canonical form: NaN, infinities, lone surrogates.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    // By UTF-16 code units, as the comparison operators do; localeCompare would depend on the reader.
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${quoted(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no form in JSON');
  return JSON.stringify(text);
}
