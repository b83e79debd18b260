/**
 * How far a status is in the life of a meeting. It only decides between two deliveries of the same second, as their
 * times are no more precise.
 */
export function rankOf(event: string, status: string | undefined): number {
  if (event === 'meeting.processed') return 3;
  const written = status?.trim().toLowerCase() ?? '';
  if (/fail|error|abort|cancel|^(meeting )?(finished|processed|completed?|done|ready)$/.test(written))
    return 2;
  return /^(draft|planned|scheduled|new|created)$/.test(written) ? 0 : 1;
}

/** The latest about a meeting: the sender's time in ms, and how far it was. */
export interface Heard {
  readonly at: number;
  readonly rank: number;
}

/** Whether a delivery is overtaken by what is already known. */
export const isLate = (news: Heard, known: Heard | undefined): boolean =>
  known !== undefined && (news.at < known.at || (news.at === known.at && news.rank < known.rank));
