import type { Mark, ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { type Edit, keyOf } from '../shared/review-merge.ts';

/** Edits from a draft that this device kept, in whatever state. */
export function readEdits(draft: unknown): Edit[] {
  return list(fields(draft).edits, (item) => {
    const { path, base, mark, earlier } = fields(item);
    const where = list(path, (part) => (typeof part === 'string' ? part : undefined));
    const [first, ...rest] = where;
    const wanted = readMark(mark);
    if (first === undefined || !Array.isArray(path) || where.length !== path.length || !wanted)
      return undefined;
    const place: ReviewPath = [first, ...rest];
    const times = list(earlier, text);
    return {
      path: place,
      base: readMark(base),
      mark: wanted,
      ...(times.length > 0 ? { earlier: times } : {}),
    };
  });
}

/** Edits as a draft; undefined when there are none. */
export const writeEdits = (edits: readonly Edit[]) => (edits.length > 0 ? { version: 1, edits } : undefined);

/**
 * The edits of this tab and of a draft that other tabs write to as well: of the same field the later one counts,
 * and what this tab knows to be done is left out.
 */
export function joinEdits(own: readonly Edit[], kept: readonly Edit[], done: ReadonlySet<string>): Edit[] {
  const byField = new Map<string, Edit>();
  for (const edit of [...kept.filter((each) => !done.has(identity(each))), ...own]) {
    const key = keyOf(edit.path);
    const other = byField.get(key);
    if (!other || Date.parse(edit.mark.at) >= Date.parse(other.mark.at)) byField.set(key, edit);
  }
  return [...byField.values()];
}

/** Distinguishes one edit of a field from the next. */
export const identity = ({ path, mark }: Edit): string => `${keyOf(path)} ${mark.at} ${mark.by ?? ''}`;

function readMark(wire: unknown): Mark | undefined {
  const { value, at, by, of } = fields(wire);
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || value === undefined) return undefined;
  const print = text(of);
  return { value, at, by: text(by), ...(print === undefined ? {} : { of: print }) };
}
