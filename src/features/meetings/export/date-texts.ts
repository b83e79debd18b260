import { intl } from '#src/lib/intl.ts';
import { durationText } from '../shared/duration-text.ts';

/** Dates and lengths of time in the words of a document. */
export interface DateTexts {
  /** Day and time with the zone, of an ISO instant. */
  readonly longMoment: (iso: string) => string;
  readonly moment: (iso: string) => string;
  /** A day of the calendar, `YYYY-MM-DD`, in no zone. */
  readonly day: (day: string) => string;
  readonly duration: (seconds: number) => string;
}

/** For a locale such as `nl-BE` and a zone such as `Europe/Brussels`. Anything but a date stays as it is. */
export function createDateTexts(locale: string, timeZone: string): DateTexts {
  const clock = {
    day: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  } as const;
  const long = intl.dateTime(locale, { ...clock, weekday: 'long', month: 'long' });
  const medium = intl.dateTime(locale, { ...clock, month: 'long' });
  // A day is read and written in one and the same zone.
  const day = intl.dateTime(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const write = (format: Intl.DateTimeFormat, text: string) => {
    const date = new Date(text);
    return Number.isNaN(date.getTime()) ? text : format.format(date);
  };
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    intl.number(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  return {
    longMoment: (iso) => write(long, iso),
    moment: (iso) => write(medium, iso),
    day: (text) => write(day, /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text),
    duration: (seconds) => durationText(seconds, unit),
  };
}
