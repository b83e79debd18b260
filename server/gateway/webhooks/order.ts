/**
 * How far a status is in the life of a meeting. It decides only between two deliveries of the same second, as their
 * times are no finer than that.
 */
export function rankOf(event: string, status: string | undefined): number {
  if (event === 'meeting.processed') return 3;
  const written = status?.trim().toLowerCase() ?? '';
  if (/fail|error|abort|cancel|^(meeting )?(finished|processed|completed?|done|ready)$/.test(written))
    return 2;
  return /^(draft|planned|scheduled|new|created)$/.test(written) ? 0 : 1;
}

/** What was last heard of a meeting: the sender's time in ms, and how far it was. */
export interface Heard {
  readonly at: number;
  readonly rank: number;
}

/** Whether news are overtaken by what is known already. */
export const isLate = (news: Heard, known: Heard | undefined): boolean =>
  known !== undefined && (news.at < known.at || (news.at === known.at && news.rank < known.rank));
