import { dayOf } from '#src/lib/time/day-of.ts';

/** A span of days, `YYYY-MM-DD` in the reader's zone, both inclusive. */
export interface Period {
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export const presets = ['today', 'week', 'month', 'quarter'] as const;
export type Preset = (typeof presets)[number];

export const isPreset = (text: string | null): text is Preset => presets.some((preset) => preset === text);

/** A period as it was chosen: a preset moves with time, named days stay. */
export interface ChosenPeriod extends Period {
  readonly preset: Preset | undefined;
}

export const anyTime: ChosenPeriod = { preset: undefined, from: undefined, until: undefined };

/** The days of a preset. Weeks begin on Monday (ISO 8601). */
export function periodOf(preset: Preset, today: Date): Period {
  const start = new Date(today.getFullYear(), today.getMonth(), today.getDate());
  if (preset === 'week') start.setDate(start.getDate() - ((start.getDay() + 6) % 7));
  if (preset === 'month') start.setDate(start.getDate() - 29);
  if (preset === 'quarter') start.setMonth(start.getMonth() - (start.getMonth() % 3), 1);
  return { from: dayOf(start), until: dayOf(today) };
}

/** Whether the period ends before it begins. */
export const isBackwards = ({ from, until }: Period) =>
  from !== undefined && until !== undefined && until < from;
