const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long someone has waited, in the largest unit that says enough; never less than a minute. @param ms */
export function timeWaited(ms: number): {
  readonly amount: number;
  readonly unit: 'minute' | 'hour' | 'day';
} {
  if (ms >= 2 * dayMs) return { amount: Math.floor(ms / dayMs), unit: 'day' };
  if (ms >= hourMs) return { amount: Math.floor(ms / hourMs), unit: 'hour' };
  return { amount: Math.max(1, Math.floor(ms / minuteMs)), unit: 'minute' };
}
