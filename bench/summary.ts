/** Mean, median, 95th percentile and the extremes of some figures, as one line of text. */
export function summary(name: string, values: readonly number[], unit: string): string {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const show = (value: number) => (unit === 's' ? value.toFixed(2) : value.toFixed(0));
  const figures = { mean, median: at(0.5), p95: at(0.95), min: at(0), max: at(1) };
  const text = Object.entries(figures).map(([key, value]) => `${key} ${show(value)}`);
  return `${name.padEnd(40)} ${text.join('  ')}  ${unit}`;
}
