import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { fields, type Wire } from '#src/lib/reader.ts';
import {
  type AnswerReview,
  type Mark,
  type ReviewPath,
  readMark,
  reviewAccess,
  reviewKey,
  reviewOf,
  reviewVersion,
  type TodoReview,
} from './review.ts';

/** The paths of a review's fields. */
export const reviewPaths = {
  answer: (key: string, field: keyof AnswerReview): ReviewPath => ['answers', key, field],
  todo: (key: string, field: keyof TodoReview): ReviewPath => ['todos', key, field],
  notes: (userUuid: string): ReviewPath => ['notes', userUuid],
  left: (key: string): ReviewPath => ['left', key],
  approval: (): ReviewPath => ['approval'],
} as const;

/** The mark at a place of the review as it is stored, whatever its value; undefined when there is none. */
export function markAt(metadata: unknown, path: ReviewPath): Mark | undefined {
  let place: unknown = reviewOf(metadata);
  for (const key of path) {
    const inside = fields(place);
    place = Object.hasOwn(inside, key) ? inside[key] : undefined;
  }
  return readMark(place, (value) => value);
}

/**
 * Metadata with some fields of the review set; everything else in it, known or not, stays as it is. The given
 * metadata is not changed.
 * @throws Error when the review is not writable: callers look at `access` first.
 */
export function writeMarks(
  metadata: unknown,
  marks: Iterable<readonly [ReviewPath, Mark]>,
): Record<string, unknown> {
  if (reviewAccess(metadata) !== 'writable') throw new Error('this review must not be written');
  let next = { ...fields(metadata) };
  next = put(next, [dashboardKey, reviewKey, 'version'], reviewVersion);
  for (const [path, { value, by, at, of }] of marks) {
    const before = fields(valueAt(next, [dashboardKey, reviewKey, ...path]));
    const mark: Record<string, unknown> = { ...before, value, by, at, of };
    if (of === undefined) delete mark.of;
    if (by === undefined) delete mark.by;
    next = put(next, [dashboardKey, reviewKey, ...path], mark);
  }
  return next;
}

const valueAt = (object: unknown, path: readonly string[]): unknown =>
  path.reduce((place, key) => (Object.hasOwn(fields(place), key) ? fields(place)[key] : undefined), object);

/** A copy of an object with the value at a path; only what is on the path is copied. */
function put(object: Wire, [key, ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  if (key === undefined) return { ...object };
  const inside = Object.hasOwn(object, key) ? object[key] : undefined;
  const next = rest.length === 0 ? value : put(fields(inside), rest, value);
  // Not by assignment: a key may be called `__proto__`.
  return Object.fromEntries([...Object.entries(object).filter(([other]) => other !== key), [key, next]]);
}
