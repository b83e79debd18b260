/** Writes a number of hours, minutes or seconds. */
type WriteUnit = (value: number, name: 'hour' | 'minute' | 'second') => string;

/** A duration in seconds as hours and minutes; below a minute as seconds. */
export function durationText(seconds: number, unit: WriteUnit): string {
  if (seconds < 60) return unit(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return unit(minutes, 'minute');
  return minutes % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`;
}
