/** Milliseconds to the API's form `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function toApiTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;
const zone = /(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds of a date in one of the contract's forms; without a zone it means UTC. */
export function toMilliseconds(text: string): number {
  const instant = text.replace(' ', 'T');
  return Date.parse(dateOnly.test(text) || zone.test(text) ? instant : `${instant}Z`);
}

/** First moment that a filter "from" includes, in the API's form. */
export const filterStart = (text: string) => toApiTime(toMilliseconds(text));

/** Last moment that a filter "until" includes; a date alone includes its whole day. */
export function filterEnd(text: string): string {
  return dateOnly.test(text) ? `${text} 23:59:59` : toApiTime(toMilliseconds(text));
}
