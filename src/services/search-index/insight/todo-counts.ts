import type { IndexedMeeting } from '../model/document.ts';
import { fold } from '../model/fold.ts';

export const todoGroups = ['person', 'dossier'] as const;

export interface TodoCountsRequest {
  readonly by: (typeof todoGroups)[number];
  /** `YYYY-MM-DD` in the reader's zone. */
  readonly today: string;
}

export interface TodoCount {
  /** A name as it was first written, or the id of a dossier; empty for nobody, or none. */
  readonly key: string;
  readonly open: number;
  /** Of the open ones. */
  readonly overdue: number;
  readonly undated: number;
  readonly done: number;
  /** `YYYY-MM-DD`: since when the oldest one is overdue. */
  readonly oldest: string | undefined;
}

type Counting = { -readonly [Field in keyof TodoCount]: TodoCount[Field] };

/** To-dos of all meetings by who has to do them, or by dossier; those with most overdue first. */
export function todoCounts(
  meetings: Iterable<IndexedMeeting>,
  { by, today }: TodoCountsRequest,
): TodoCount[] {
  const counts = new Map<string, Counting>();
  for (const { details } of meetings) {
    for (const { owner, due, done } of details?.todos ?? []) {
      const key = (by === 'person' ? owner : details?.dossierId) ?? '';
      const id = by === 'person' ? fold(key) : key;
      const count = counts.get(id) ?? { key, open: 0, overdue: 0, undated: 0, done: 0, oldest: undefined };
      counts.set(id, count);
      if (done) count.done += 1;
      else {
        count.open += 1;
        if (due === undefined) count.undated += 1;
        else if (due < today) {
          count.overdue += 1;
          if (count.oldest === undefined || due < count.oldest) count.oldest = due;
        }
      }
    }
  }
  return [...counts.values()].sort(
    (one, other) => other.overdue - one.overdue || other.open - one.open || (one.key < other.key ? -1 : 1),
  );
}
