import { useFormatter } from 'use-intl';
import { durationText } from './duration-text.ts';

/** A duration in seconds as hours and minutes; below a minute as seconds. */
export function useDurationText(): (seconds: number) => string {
  const format = useFormatter();
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    format.number(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  return (seconds) => durationText(seconds, unit);
}
