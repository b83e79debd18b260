/** Milliseconds of what people write as a position: `4:09`, `1:04:09`, or minutes alone. Undefined for anything else. */
export function clockMs(text: string): number | undefined {
  const parts = text.trim().split(':');
  const numbers = parts.map((part) => (/^[0-9]{1,4}$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length > 3 || numbers.some(Number.isNaN) || numbers.slice(1).some((part) => part > 59))
    return undefined;
  const [first = 0, second = 0, third = 0] = numbers.length === 3 ? numbers : [0, ...numbers];
  return 1000 * (3600 * first + 60 * second + third);
}
