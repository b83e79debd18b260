import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { fields, flag, text, type Wire } from '#src/lib/reader.ts';

/**
 * The review of a meeting: people's verdicts on the assistant's answers. The API has no place for it, so it is kept in
 * the meeting's free `metadata`, under one key that the dashboard has for itself (docs/decisions/009-review.md).
 */
export interface Review {
  /**
   * `newer`: written by a later version of this dashboard, which this one must not touch. `foreign`: something else is
   * stored where the review belongs.
   */
  readonly access: 'writable' | 'newer' | 'foreign';
  /** By the key of an answered question, see meetings-questions.ts. */
  readonly answers: Readonly<Record<string, AnswerReview>>;
  /** By the key of a to-do, see meetings-parts.ts. */
  readonly todos: Readonly<Record<string, TodoReview>>;
  /** Personal notes by the UUID of who wrote them. */
  readonly notes: Readonly<Record<string, Mark<string>>>;
  /**
   * What was found before approving, and left as it is, by the key of the finding: what it said then, so that it is
   * shown again when it says something else.
   */
  readonly left: Readonly<Record<string, Mark<string | null>>>;
  /** With the value null when it was withdrawn. */
  readonly approval: Mark<Approval | null> | undefined;
}

/** One field of a review: its value, and who gave it that value when. A field that was emptied is null. */
export interface Mark<T = unknown> {
  readonly value: T;
  /** UUID of a person. */
  readonly by: string | undefined;
  /** ISO 8601, in UTC. */
  readonly at: string;
  /** Fingerprint of the original that the person saw. */
  readonly of?: string | undefined;
}

export type AnswerState = 'accepted' | 'flagged';

export interface AnswerReview {
  readonly state: Mark<AnswerState | null> | undefined;
  /** Why it was flagged, or any other remark. */
  readonly comment: Mark<string | null> | undefined;
  /** What the answer should have been; it is shown beside the original, never instead of it. */
  readonly correction: Mark<string | null> | undefined;
}

export interface TodoReview {
  readonly done: Mark<boolean> | undefined;
  /** Who has to do it, by name. */
  readonly owner: Mark<string | null> | undefined;
  /** `YYYY-MM-DD`. */
  readonly due: Mark<string | null> | undefined;
}

export interface Approval {
  /** SHA-256 of the canonical minutes that were approved, in hexadecimal. */
  readonly sha256: string | undefined;
  /** Fingerprints of the answers as they were approved, by key: later changes are recognised by these. */
  readonly of: Readonly<Record<string, string>>;
}

/** The path of a field within a review. */
export type ReviewPath = readonly [string, ...string[]];

/** The path of the review in the dashboard's own data. */
export const reviewKey = 'review';
export const reviewVersion = 1;

/** Returns the review in a meeting's metadata. Accepts anything; what cannot be read costs only itself. */
export function readReview(metadata: unknown): Review {
  const review = reviewOf(metadata);
  return {
    access: reviewAccess(metadata),
    answers: entries(review.answers, (entry) => ({
      state: readMark(entry.state, (value) =>
        value === 'accepted' || value === 'flagged' || value === null ? value : undefined,
      ),
      comment: readMark(entry.comment, textOrNull),
      correction: readMark(entry.correction, textOrNull),
    })),
    todos: entries(review.todos, (entry) => ({
      done: readMark(entry.done, flag),
      owner: readMark(entry.owner, textOrNull),
      due: readMark(entry.due, dayOrNull),
    })),
    notes: entries(review.notes, (entry) =>
      readMark(entry, (value) => (typeof value === 'string' ? value : undefined)),
    ),
    left: entries(review.left, (entry) => readMark(entry, textOrNull)),
    approval: readMark(review.approval, approvalOrNull),
  };
}

/** Whether this version of the dashboard may write to the review in a meeting's metadata. */
export function reviewAccess(metadata: unknown): Review['access'] {
  const own = isEmpty(metadata) ? undefined : fields(metadata)[dashboardKey];
  const review = fields(own)[reviewKey];
  const parts = ['answers', 'todos', 'notes', 'left'].map((key) => fields(review)[key]);
  const places = [metadata, own, review, ...parts];
  if (places.some((place) => !isEmpty(place) && !isObject(place))) return 'foreign';
  const written = fields(review).version;
  if (written === undefined || written === reviewVersion) return 'writable';
  return typeof written === 'number' && written > reviewVersion ? 'newer' : 'foreign';
}

// PHP, which Claritalk is written in, turns an empty object into an empty list.
const isEmpty = (value: unknown) =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The review as it is stored, whatever it is. */
export const reviewOf = (metadata: unknown): Wire =>
  fields(fields(fields(metadata)[dashboardKey])[reviewKey]);

/** A mark as it is stored, if its value is what it should be. */
export function readMark<T>(wire: unknown, read: (value: unknown) => T | undefined): Mark<T> | undefined {
  const mark = fields(wire);
  const at = typeof mark.at === 'string' && !Number.isNaN(Date.parse(mark.at)) ? mark.at : undefined;
  const value = at === undefined ? undefined : read(mark.value);
  if (at === undefined || value === undefined) return undefined;
  const of = text(mark.of);
  return { value, by: text(mark.by), at, ...(of === undefined ? {} : { of }) };
}

function entries<T>(wire: unknown, read: (entry: Wire) => T | undefined): Record<string, T> {
  const found = Object.entries(fields(wire)).map(([key, entry]) => [key, read(fields(entry))] as const);
  return Object.fromEntries(found.filter((pair): pair is readonly [string, T] => pair[1] !== undefined));
}

const textOrNull = (value: unknown) => (typeof value === 'string' || value === null ? value : undefined);

const dayOrNull = (value: unknown) =>
  value === null || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) ? value : undefined;

function approvalOrNull(value: unknown): Approval | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const of = Object.entries(fields(fields(value).of)).flatMap(([key, print]) => {
    const known = text(print);
    return known === undefined ? [] : [[key, known] as const];
  });
  return { sha256: text(fields(value).sha256), of: Object.fromEntries(of) };
}
