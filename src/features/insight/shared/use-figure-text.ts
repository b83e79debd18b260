import { useFormatter } from 'use-intl';

/** How a value is written. Hours are in seconds, delays in ms, days are `YYYY-MM-DD`. */
export type FigureKind = 'number' | 'hours' | 'share' | 'delay' | 'instant' | 'day';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Writes a value for people, and for a file: there without units and separators of thousands. */
export function useFigureText() {
  const format = useFormatter();
  const unit = (value: number, name: 'hour' | 'day') =>
    format.number(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 });
  const shown: Readonly<Record<FigureKind, (value: number | string) => string>> = {
    number: (value) => format.number(Number(value)),
    hours: (value) => unit((1000 * Number(value)) / hourMs, 'hour'),
    share: (value) => format.number(Number(value), { style: 'percent' }),
    delay: (value) =>
      Number(value) < 2 * dayMs ? unit(Number(value) / hourMs, 'hour') : unit(Number(value) / dayMs, 'day'),
    instant: (value) => format.dateTime(Number(value), { dateStyle: 'medium' }),
    // A day of the calendar: read and written in one and the same zone.
    day: (value) => format.dateTime(new Date(`${value}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' }),
  };
  const plain = (value: number) => format.number(value, { useGrouping: false, maximumFractionDigits: 2 });
  const inFile: Readonly<Record<FigureKind, (value: number | string) => string>> = {
    number: (value) => plain(Number(value)),
    hours: (value) => plain((1000 * Number(value)) / hourMs),
    share: (value) => format.number(Number(value), { style: 'percent', maximumFractionDigits: 1 }),
    delay: (value) => plain(Number(value) / hourMs),
    instant: (value) => new Date(Number(value)).toISOString(),
    day: String,
  };
  return {
    /** Undefined for what is not known. */
    shown: (kind: FigureKind, value: number | string | undefined) =>
      value === undefined ? undefined : shown[kind](value),
    inFile: (kind: FigureKind, value: number | string | undefined) =>
      value === undefined ? '' : inFile[kind](value),
  };
}
