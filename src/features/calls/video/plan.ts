/** Whether what a field for date and time has, on the reader's clock, is still to come. @param now in ms */
export function isInFuture(text: string, now: number): boolean {
  const at = new Date(text).getTime();
  return !Number.isNaN(at) && at > now;
}
