import { askedMarks, askedSize } from '../model/asked.ts';
import type { IndexedMeeting } from '../model/document.ts';
import { type IndexFilter, languageOf, meetingFilter } from '../model/filters.ts';
import { processedTest, quantile } from './tally.ts';

export const insightGroups = ['time', 'owner', 'type', 'dossier', 'language'] as const;
export type InsightGroup = (typeof insightGroups)[number];

export interface InsightRequest {
  /** Its period is when a meeting was created. */
  readonly filter: IndexFilter;
  readonly by: InsightGroup;
  /** Where the spans of time begin, in ms and ascending; for `time`. */
  readonly starts: readonly number[];
  /** Where the period begins that this one is compared with, in ms; it ends where this one begins. */
  readonly before: number | undefined;
}

export interface InsightFigures {
  readonly meetings: number;
  /** Of the period before; undefined when there is none to compare with. */
  readonly before: number | undefined;
  /** Of the recordings whose length is known, and how many these are. */
  readonly seconds: number;
  readonly timed: number;
  /** Summaries that the assistant doubts. */
  readonly doubted: number;
  /** Questions of meetings that the assistant worked on. */
  readonly asked: number;
  readonly unanswered: number;
  readonly flagged: number;
  readonly corrected: number;
  readonly approved: number;
  /** Processed and read, but not approved. */
  readonly waiting: number;
  /** Milliseconds from the meeting to its approval. */
  readonly medianDelay: number | undefined;
  /** The time within which nine of ten were approved. */
  readonly longDelay: number | undefined;
  /** When the oldest one that waits was created, in ms. */
  readonly oldestWaiting: number | undefined;
}

export interface InsightRow extends InsightFigures {
  /** A UUID, an id or a language; of a span of time its place in `starts`. Empty for meetings that have none. */
  readonly key: string;
}

export interface Insight {
  readonly total: InsightFigures;
  /** In the order of time, or the largest first. */
  readonly rows: readonly InsightRow[];
  /** Approvals by how long they took; one more than {@link delayDays}, the last for those that took longer. */
  readonly delays: readonly number[];
  /** Meetings of the period that were not read: type, dossier, length, answers and approval are not known. */
  readonly unread: number;
  /** Milliseconds of the worker. */
  readonly tookMs: number;
}

const dayMs = 86_400_000;
/** Approvals are counted up to these numbers of days. */
export const delayDays = [1, 3, 7, 14, 30] as const;

const keyOf: Readonly<
  Record<Exclude<InsightGroup, 'time'>, (meeting: IndexedMeeting) => string | undefined>
> = {
  owner: ({ ownerUuid }) => ownerUuid,
  type: ({ details }) => details?.typeId?.toString(),
  dossier: ({ details }) => details?.dossierId,
  language: ({ locale }) => languageOf(locale),
};

/** What the meetings of a period amount to, in one pass over all of them. */
export function insightOf(meetings: Iterable<IndexedMeeting>, request: InsightRequest): Insight {
  const begun = performance.now();
  const { filter, by, starts, before } = request;
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = filter;
  const isProcessed = processedTest();
  const passes = meetingFilter({ ...filter, from: undefined, until: undefined });
  const compares = before !== undefined && filter.from !== undefined;
  const total = new Sums(compares, isProcessed);
  const sums = new Map<string, Sums>(
    by === 'time' ? starts.map((_, at) => [String(at), new Sums(compares, isProcessed)]) : [],
  );
  let unread = 0;
  for (const meeting of meetings) {
    const { createdAt, details } = meeting;
    // One without a date is in a period only when that is all time.
    const at = createdAt ?? (filter.from === undefined && filter.until === undefined ? 0 : undefined);
    if (at === undefined || at > until || at < Math.min(from, before ?? from) || !passes(meeting)) continue;
    const isBefore = at < from;
    if (!isBefore && !details) unread += 1;
    const key =
      by !== 'time' ? (keyOf[by](meeting) ?? '') : createdAt === undefined ? undefined : spanOf(starts, at);
    total.add(meeting, isBefore);
    // Which type or dossier one has that was not read is not known: that is not the same as none.
    if (key === undefined || (!details && (by === 'type' || by === 'dossier'))) continue;
    // A span of the period before is not one of those that are shown.
    if (by === 'time' && isBefore) continue;
    const sum = sums.get(key) ?? new Sums(compares, isProcessed);
    sums.set(key, sum);
    sum.add(meeting, isBefore);
  }
  const rows = [...sums].map(([key, sum]) => ({ key, ...sum.figures(by !== 'time') }));
  if (by !== 'time')
    rows.sort((one, other) => other.meetings - one.meetings || (one.key < other.key ? -1 : 1));
  return {
    total: total.figures(true),
    rows,
    delays: total.delayCounts(),
    unread,
    tookMs: performance.now() - begun,
  };
}

const spanOf = (starts: readonly number[], at: number): string | undefined => {
  const span = starts.findLastIndex((start) => start <= at);
  return span === -1 ? undefined : String(span);
};

class Sums {
  readonly #compares: boolean;
  readonly #isProcessed: (meeting: IndexedMeeting) => boolean;
  readonly #delays: number[] = [];
  #meetings = 0;
  #before = 0;
  #seconds = 0;
  #timed = 0;
  #doubted = 0;
  #asked = 0;
  #unanswered = 0;
  #flagged = 0;
  #corrected = 0;
  #waiting = 0;
  #oldestWaiting = Number.POSITIVE_INFINITY;

  constructor(compares: boolean, isProcessed: (meeting: IndexedMeeting) => boolean) {
    this.#compares = compares;
    this.#isProcessed = isProcessed;
  }

  add(meeting: IndexedMeeting, isBefore: boolean): void {
    if (isBefore) {
      this.#before += 1;
      return;
    }
    this.#meetings += 1;
    if (meeting.qualityFlag) this.#doubted += 1;
    const { details, createdAt } = meeting;
    if (!details) return;
    const isProcessed = this.#isProcessed(meeting);
    if (details.durationSeconds !== undefined) {
      this.#timed += 1;
      this.#seconds += details.durationSeconds;
    }
    if (details.approvedAt !== undefined) {
      if (createdAt !== undefined) this.#delays.push(Math.max(0, details.approvedAt - createdAt));
    } else if (isProcessed) {
      this.#waiting += 1;
      this.#oldestWaiting = Math.min(this.#oldestWaiting, createdAt ?? Number.POSITIVE_INFINITY);
    }
    if (isProcessed) this.#addAsked(details.asked ?? []);
  }

  #addAsked(asked: readonly number[]): void {
    for (let at = 0; at < asked.length; at += askedSize) {
      const marks = asked[at + 2] ?? 0;
      this.#asked += 1;
      if (asked[at + 1] === 0) this.#unanswered += 1;
      if ((marks & askedMarks.flagged) !== 0) this.#flagged += 1;
      if ((marks & askedMarks.corrected) !== 0) this.#corrected += 1;
    }
  }

  delayCounts(): number[] {
    const counts = [...delayDays, 0].map(() => 0);
    for (const delay of this.#delays) {
      const at = delayDays.findIndex((days) => delay <= days * dayMs);
      const place = at === -1 ? delayDays.length : at;
      counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  }

  figures(compares: boolean): InsightFigures {
    return {
      meetings: this.#meetings,
      before: this.#compares && compares ? this.#before : undefined,
      seconds: this.#seconds,
      timed: this.#timed,
      doubted: this.#doubted,
      asked: this.#asked,
      unanswered: this.#unanswered,
      flagged: this.#flagged,
      corrected: this.#corrected,
      approved: this.#delays.length,
      waiting: this.#waiting,
      medianDelay: quantile(this.#delays, 0.5),
      longDelay: quantile(this.#delays, 0.9),
      oldestWaiting: Number.isFinite(this.#oldestWaiting) ? this.#oldestWaiting : undefined,
    };
  }
}
