import { mostDays, type ReportPeriod, shiftedDay } from '#src/api/chat2desk/administration/statistics.ts';

export const presets = ['yesterday', 'week', 'month', 'lastMonth'] as const;
export type Preset = (typeof presets)[number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * The last day with a report: Chat2Desk makes that of a day after two o'clock of the next one, by the company's clock.
 *
 * @param now milliseconds since the epoch
 * @param offset of the company's clock from UTC, in minutes
 */
export const lastDay = (now: number, offset: number): string =>
  shiftedDay(new Date(now + offset * minuteMs - 2 * hourMs).toISOString().slice(0, 10), -1);

/** The days of a preset, of which the last is the last day with a report. */
export function periodOf(preset: Preset, last: string): ReportPeriod {
  if (preset === 'yesterday') return { from: last, until: last };
  if (preset === 'week') return { from: shiftedDay(last, -6), until: last };
  if (preset === 'month') return { from: shiftedDay(last, -29), until: last };
  const until = shiftedDay(`${shiftedDay(last, 1).slice(0, 7)}-01`, -1);
  return { from: `${until.slice(0, 7)}-01`, until };
}

export type PeriodProblem = 'incomplete' | 'backwards' | 'early' | 'long';

/** What is wrong with days that someone entered; undefined for a period that can be read. */
export function problemOf({ from, until }: ReportPeriod, last: string): PeriodProblem | undefined {
  if (!isDay(from) || !isDay(until)) return 'incomplete';
  if (until < from) return 'backwards';
  if (until > last) return 'early';
  return until >= shiftedDay(from, mostDays) ? 'long' : undefined;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export interface ChosenPeriod extends ReportPeriod {
  /** Undefined for days that were entered. */
  readonly preset: Preset | undefined;
}

/** The period in an address; the last week where it has none that can be read. */
export function readPeriod(read: (name: string) => string, last: string): ChosenPeriod {
  const preset = presets.find((one) => one === read('period'));
  if (preset) return { preset, ...periodOf(preset, last) };
  const entered = { from: read('from'), until: read('until') };
  if (problemOf(entered, last) === undefined) return { preset: undefined, ...entered };
  return { preset: 'week', ...periodOf('week', last) };
}
