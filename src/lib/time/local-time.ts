const two = (part: number) => String(part).padStart(2, '0');

/** An instant (ms since the epoch) as a `datetime-local` field has it: in the reader's own zone, to the minute. */
export function toLocalField(instant: number): string {
  const at = new Date(instant);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/**
 * The instant that a `datetime-local` field means. Undefined when it is empty, and for a time that does not exist in the
 * reader's zone because clocks are set forward past it. Of a time that comes twice, the first.
 */
export function fromLocalField(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && text.startsWith(toLocalField(at.getTime())) ? at : undefined;
}

/** Whether what a `datetime-local` field means is still to come. @param now in ms since the epoch */
export function isInFuture(text: string, now: number): boolean {
  const at = fromLocalField(text);
  return at !== undefined && at.getTime() > now;
}
