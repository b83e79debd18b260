import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Todo } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { AnsweredQuestion, ThemeQuestions } from '#src/api/claritalk/meetings/meetings-questions.ts';
import type {
  AnswerReview,
  AnswerState,
  Approval,
  Mark,
  Review,
} from '#src/api/claritalk/meetings/review.ts';
import { fingerprint } from '#src/lib/hash/fingerprint.ts';

/** A question with the review of its answer. */
export interface ReviewItem extends AnsweredQuestion {
  /** From one, in the order of the page. */
  readonly number: number;
  /** Fingerprint of the answer. */
  readonly print: string;
  readonly state: AnswerState | undefined;
  readonly entry: AnswerReview | undefined;
  /** The assistant's answer differs from the one that was accepted or flagged. */
  readonly outdated: boolean;
  readonly corrected: boolean;
}

export interface ReviewTheme {
  readonly key: string;
  readonly theme: string | undefined;
  readonly items: readonly ReviewItem[];
}

export interface ReviewCounts {
  readonly total: number;
  readonly reviewed: number;
  readonly flagged: number;
  /** Without an answer and without a correction that gives one. */
  readonly unanswered: number;
}

export const filters = ['all', 'open', 'attention'] as const;
export type ReviewFilter = (typeof filters)[number];

/**
 * The questions by theme, in the order of the template as far as it is known, else as the meeting has them.
 * `order`: ids of the organisation's themes.
 */
export function reviewThemes(
  themes: readonly ThemeQuestions[],
  review: Review,
  order: readonly string[],
): ReviewTheme[] {
  const place = (id: string | undefined) => {
    const at = id === undefined ? -1 : order.indexOf(id);
    return at < 0 ? order.length : at;
  };
  const sorted = themes.toSorted((one, other) => place(one.themeId) - place(other.themeId));
  let number = 0;
  return sorted.map(({ theme, themeId, questions }) => ({
    key: themeId ?? theme ?? '',
    theme,
    items: questions.map((question) => {
      number += 1;
      return reviewItem(question, review.answers[question.key], number);
    }),
  }));
}

function reviewItem(question: AnsweredQuestion, entry: AnswerReview | undefined, number: number): ReviewItem {
  const print = fingerprint(question.answer ?? '');
  const state = entry?.state?.value ?? undefined;
  const seen = entry?.state?.of;
  return {
    ...question,
    number,
    print,
    entry,
    state,
    outdated: state !== undefined && seen !== undefined && seen !== print,
    corrected: (entry?.correction?.value ?? '') !== '',
  };
}

export const isUnanswered = (item: ReviewItem): boolean => item.answer === undefined && !item.corrected;

/** Whether it needs attention, even if others have reviewed everything. */
export const needsAttention = (item: ReviewItem): boolean =>
  item.outdated || item.state === 'flagged' || (isUnanswered(item) && item.state === undefined);

export function passes(item: ReviewItem, filter: ReviewFilter): boolean {
  if (filter === 'open') return item.state === undefined;
  return filter === 'all' || needsAttention(item);
}

export function countItems(items: readonly ReviewItem[]): ReviewCounts {
  const count = (matches: (item: ReviewItem) => boolean) => items.filter(matches).length;
  return {
    total: items.length,
    reviewed: count((item) => item.state !== undefined),
    flagged: count((item) => item.state === 'flagged'),
    unanswered: count(isUnanswered),
  };
}

/** What an approval of these answers approves. */
export const approvalOf = (items: readonly ReviewItem[], sha256?: string): Approval => ({
  sha256,
  of: Object.fromEntries(items.map(({ key, print }) => [key, print])),
});

/** Items that are no longer what was approved: another answer, or another remark about it. */
export function changedSince(
  approval: Mark<Approval | null> | undefined,
  items: readonly ReviewItem[],
): ReviewItem[] {
  const approved = approval?.value;
  if (!approved) return [];
  const after = Date.parse(approval.at);
  return items.filter(({ key, print, entry }) => {
    const marks = [entry?.state, entry?.comment, entry?.correction];
    return approved.of[key] !== print || marks.some((mark) => mark && Date.parse(mark.at) > after);
  });
}

/** A to-do after the review: what people set counts, otherwise what the assistant heard. */
export interface ReviewedTodo extends Todo {
  readonly reviewed: boolean;
}

export function reviewedTodos(meeting: Pick<Meeting, 'todos'>, review: Review): ReviewedTodo[] {
  return meeting.todos.map((todo) => {
    const entry = review.todos[todo.key];
    const set = <T>(mark: Mark<T | null> | undefined, heard: T | undefined) =>
      mark === undefined ? heard : (mark.value ?? undefined);
    return {
      ...todo,
      done: entry?.done?.value ?? todo.done,
      assignee: set(entry?.owner, todo.assignee),
      dueDate: set(entry?.due, todo.dueDate),
      reviewed: entry !== undefined,
    };
  });
}

/** The item to go to: the next or previous one of those shown, from the current one; undefined at the end. */
export function neighbour<T extends { readonly key: string }>(
  shown: readonly T[],
  current: string | undefined,
  step: 1 | -1,
): T | undefined {
  const at = shown.findIndex(({ key }) => key === current);
  if (at < 0) return step === 1 ? shown[0] : shown.at(-1);
  return shown[at + step];
}
