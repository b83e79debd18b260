import { useFormatter } from 'use-intl';

/** The name of the first day of a week. */
export function useDay(): (start: Date) => string {
  const format = useFormatter();
  return (start) => format.dateTime(start, { day: 'numeric', month: 'short' });
}
