/** The clock of Courier may differ from that of the dashboard. */
const toleranceMs = 120_000;

/**
 * Returns what a lost response hides: the one on a list that is like what was sent, and no older than that. Where Courier does
 * not say when it was made it counts, too: better found than made twice.
 *
 * @param since milliseconds since the epoch
 */
export const madeSince = <T extends { readonly created: Date | undefined }>(
  all: readonly T[],
  since: number,
  isIt: (one: T) => boolean,
): T | undefined =>
  all.find((one) => isIt(one) && (one.created === undefined || one.created.getTime() >= since - toleranceMs));
