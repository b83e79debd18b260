/** The periods that are looked at; each has spans that begin with the calendar's. */
export const periods = ['weeks4', 'weeks13', 'months12', 'quarters12'] as const;
export type Period = (typeof periods)[number];
export const usualPeriod: Period = 'months12';

export type SpanUnit = 'week' | 'month' | 'quarter';

const spansOfPeriod: Readonly<Record<Period, { readonly unit: SpanUnit; readonly count: number }>> = {
  weeks4: { unit: 'week', count: 4 },
  weeks13: { unit: 'week', count: 13 },
  months12: { unit: 'month', count: 12 },
  quarters12: { unit: 'quarter', count: 12 },
};

export interface Spans {
  readonly unit: SpanUnit;
  /** Where each begins, in ms since the epoch and ascending; the last one is not over. */
  readonly starts: readonly number[];
  /** Where the first one begins. */
  readonly from: number;
  /** Where the period before begins, which is as long as this one has been so far. */
  readonly before: number;
}

/** The spans of a period in the reader's zone, up to the end of today. Weeks begin on Monday (ISO 8601). */
export function spansOf(period: Period, today: Date): Spans {
  const { unit, count } = spansOfPeriod[period];
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  const starts = Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    // By the calendar: months differ, and weeks in which the clocks change.
    const start =
      unit === 'week'
        ? new Date(year, month, day - ((today.getDay() + 6) % 7) - 7 * back)
        : unit === 'month'
          ? new Date(year, month - back, 1)
          : new Date(year, month - (month % 3) - 3 * back, 1);
    return start.getTime();
  });
  const from = starts[0] ?? 0;
  const tomorrow = new Date(year, month, day + 1).getTime();
  return { unit, starts, from, before: from - (tomorrow - from) };
}

/** A period by its name in an address. */
export const readPeriod = (text: string | null): Period =>
  periods.find((period) => period === text) ?? usualPeriod;
