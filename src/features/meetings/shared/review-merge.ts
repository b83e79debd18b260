import type { Mark, ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { serverNow } from '#src/lib/clock.ts';

/** A field of a review that was changed here and is not known to be saved. */
export interface Edit {
  readonly path: ReviewPath;
  /** What was there when the person changed it; undefined when nothing was. */
  readonly base: Mark | undefined;
  readonly mark: Mark;
  /** Times of marks of the same person here that were sent before this one: finding them stored is no surprise. */
  readonly earlier?: readonly string[] | undefined;
}

/** Someone else changed the same field in the meantime, to something else. */
export interface Conflict {
  readonly edit: Edit;
  readonly theirs: Mark;
}

export interface Merged {
  /** To be written. */
  readonly send: readonly Edit[];
  /** Already there: nothing left to do. */
  readonly settled: readonly Edit[];
  readonly conflicts: readonly Conflict[];
}

export const sameValue = (one: Mark, other: Mark): boolean =>
  JSON.stringify(one.value) === JSON.stringify(other.value);

/**
 * Compares edits with what is stored now, field by field: base, mine and theirs. What only one side changed is taken
 * over; what both changed to the same is settled; what both changed differently is a conflict, which leaves theirs
 * where it is. A stored field that is gone, or is older than the one that was changed here, was overwritten by someone
 * who had not seen it: the edit then takes precedence.
 */
export function mergeEdits(edits: readonly Edit[], stored: (path: ReviewPath) => Mark | undefined): Merged {
  const send: Edit[] = [];
  const settled: Edit[] = [];
  const conflicts: Conflict[] = [];
  for (const edit of edits) {
    const theirs = stored(edit.path);
    if (!theirs) send.push(edit);
    else if (sameValue(theirs, edit.mark)) settled.push(edit);
    else if (edit.base && time(theirs) <= time(edit.base)) send.push(edit);
    else if (theirs.by === edit.mark.by && edit.earlier?.includes(theirs.at)) send.push(edit);
    else conflicts.push({ edit, theirs });
  }
  return { send, settled, conflicts };
}

/** Marks of `mine` that the stored review has lost or has in an older form; see {@link mergeEdits}. */
export function lostMarks(mine: readonly Edit[], stored: (path: ReviewPath) => Mark | undefined): Edit[] {
  return mine.filter(({ path, mark }) => {
    const theirs = stored(path);
    return !theirs || (time(theirs) < time(mark) && !sameValue(theirs, mark));
  });
}

/** Adds an edit; an earlier one of the same field is replaced and passes on its base. */
export function withEdit(edits: readonly Edit[], edit: Edit): Edit[] {
  const key = keyOf(edit.path);
  const before = edits.find(({ path }) => keyOf(path) === key);
  const others = edits.filter((other) => other !== before);
  return [...others, before ? { ...edit, base: before.base } : edit];
}

/** ISO 8601 of now, but always later than what it replaces, so that wrong clocks do no harm. */
export function timeAfter(before: Mark | undefined, now: number = serverNow()): string {
  const previous = before ? time(before) : Number.NEGATIVE_INFINITY;
  return new Date(Math.min(Math.max(now, previous + 1), 8.64e15)).toISOString();
}

/** A path as one text, to compare it. */
export const keyOf = (path: ReviewPath): string => JSON.stringify(path);

const time = (mark: Mark): number => Date.parse(mark.at);
