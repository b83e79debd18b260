const firstCeilingMs = 1000;
const lastCeilingMs = 60_000;

/**
 * Milliseconds to wait before attempt `attempt + 1` (0 = the first one failed): full jitter under a ceiling
 * that doubles from 1 s to 60 s, so that many clients do not come back at the same moment.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(lastCeilingMs, firstCeilingMs * 2 ** Math.min(attempt, 16));
  return Math.round(random() * ceiling);
}
