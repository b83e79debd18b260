/** What the server allows in a minute, as far as its answers told. Times in milliseconds since 1970. */
export interface RateBudget {
  /** Undefined until the server said. */
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** When all of it is there again, at the latest: only a refusal says it exactly. */
  readonly resetsAt: number;
  /** The server asked to send nothing before. */
  readonly pausedUntil: number;
  /** When the latest answer told something. */
  readonly toldAt: number;
}

/** What one answer of the server tells. */
export interface RateNews {
  readonly at: number;
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  /** It was a refusal, and asks to wait this long. */
  readonly pauseMs?: number | undefined;
}

/** How urgent a request is: a person waits for it; it is part of work that a person began; nobody waits. */
export type Priority = 'interactive' | 'task' | 'idle';

export const unknownBudget: RateBudget = {
  limit: undefined,
  remaining: undefined,
  resetsAt: 0,
  pausedUntil: 0,
  toldAt: 0,
};

/** The server counts in windows of a minute, which begin with the first request. */
const windowMs = 60_000;
/** Answers overtake each other. If more than this came back, it was not that: a new minute has begun. */
const overtaking = 8;
/** A wait beyond this is not believed. */
const longestPauseMs = 60 * 60_000;
/** These parts of a minute's allowance are left to more urgent requests. */
const reserves: Readonly<Record<Priority, number>> = { interactive: 0, task: 1 / 8, idle: 5 / 16 };

/** The budget after an answer. */
export function afterAnswer(budget: RateBudget, news: RateNews): RateBudget {
  const { at, limit = budget.limit, remaining, pauseMs } = news;
  if (pauseMs !== undefined) {
    const until = Math.max(budget.pausedUntil, at + Math.min(pauseMs, longestPauseMs));
    return { limit, remaining: 0, resetsAt: until, pausedUntil: until, toldAt: at };
  }
  if (remaining === undefined) return budget;
  const known = budget.remaining ?? 0;
  const isNew = at >= budget.resetsAt || remaining > known + overtaking;
  return {
    limit,
    remaining: isNew ? remaining : Math.min(known, remaining),
    resetsAt: isNew ? at + windowMs : budget.resetsAt,
    pausedUntil: budget.pausedUntil,
    toldAt: at,
  };
}

/** Milliseconds for which a request of this priority must not be sent; 0 when it may be sent now. */
export function holdMs(budget: RateBudget, priority: Priority, now: number): number {
  const { limit, remaining, resetsAt, pausedUntil } = budget;
  const short =
    limit !== undefined && remaining !== undefined && remaining < Math.floor(limit * reserves[priority]);
  return Math.max(0, pausedUntil - now, short ? resetsAt - now : 0);
}
