import type { Priority } from '#src/api/client/priority.ts';

/** What the server allows in a minute, as far as its responses said. Times in milliseconds since 1970. */
export interface Quota {
  /** Undefined until the server said. */
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** When all of it is available again, at the latest: only a refusal says it exactly. */
  readonly resetsAt: number;
  /** The server asked for no requests before then. */
  readonly pausedUntil: number;
  /** When the latest response said something. */
  readonly toldAt: number;
}

/** What one response of the server says. */
export interface QuotaNews {
  readonly at: number;
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  /** It was a refusal, and asks to wait this long. */
  readonly pauseMs?: number | undefined;
}

export const unknownQuota: Quota = {
  limit: undefined,
  remaining: undefined,
  resetsAt: 0,
  pausedUntil: 0,
  toldAt: 0,
};

/** The server counts in windows of a minute, which begin with the first request. */
const windowMs = 60_000;
/** Responses overtake each other. If more than this is back, that is not the reason: a new minute has begun. */
const overtaking = 8;
/** A longer wait is not believed. */
const longestPauseMs = 60 * 60_000;
/** These parts of a minute's quota are left to more urgent requests. */
const reserves: Readonly<Record<Priority, number>> = { interactive: 0, task: 1 / 8, idle: 5 / 16 };

/** The quota after an answer. */
export function afterAnswer(quota: Quota, news: QuotaNews): Quota {
  const { at, limit = quota.limit, remaining, pauseMs } = news;
  if (pauseMs !== undefined) {
    const until = Math.max(quota.pausedUntil, at + Math.min(pauseMs, longestPauseMs));
    return { limit, remaining: 0, resetsAt: until, pausedUntil: until, toldAt: at };
  }
  if (remaining === undefined) return quota;
  const known = quota.remaining ?? 0;
  const isNew = at >= quota.resetsAt || remaining > known + overtaking;
  return {
    limit,
    remaining: isNew ? remaining : Math.min(known, remaining),
    resetsAt: isNew ? at + windowMs : quota.resetsAt,
    pausedUntil: quota.pausedUntil,
    toldAt: at,
  };
}

/** Milliseconds for which a request of this priority must not be sent; 0 when it may be sent now. */
export function holdMs(quota: Quota, priority: Priority, now: number): number {
  const { limit, remaining, resetsAt, pausedUntil } = quota;
  const short =
    limit !== undefined && remaining !== undefined && remaining < Math.floor(limit * reserves[priority]);
  return Math.max(0, pausedUntil - now, short ? resetsAt - now : 0);
}
