import type { RetentionRule } from '#contract/gateway/retention.ts';

/** When something of then is due. Months and years are the calendar's, in UTC; a day that a month lacks is its last. */
export function dueAt({ after: { amount, unit } }: RetentionRule, then: number): number {
  const date = new Date(then);
  if (unit === 'days') return then + amount * 24 * 60 * 60 * 1000;
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount * (unit === 'years' ? 12 : 1));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** The latest moment that something may have been created at to be due now; undefined without rules. */
export function latestDue(rules: readonly RetentionRule[], now: number): number | undefined {
  // A rule is at least this long: months are never shorter than 28 days.
  const days = rules.map(({ after: { amount, unit } }) => amount * { days: 1, months: 28, years: 365 }[unit]);
  return days.length === 0 ? undefined : now - Math.min(...days) * 24 * 60 * 60 * 1000;
}
