import { useFormatter } from 'use-intl';

/** How the first day of a week is called. */
export function useDay(): (start: Date) => string {
  const format = useFormatter();
  return (start) => format.dateTime(start, { day: 'numeric', month: 'short' });
}
