/** The forms in which Chat2Desk writes times; all take unix milliseconds. */

const withoutFraction = (at: number) => new Date(at).toISOString().slice(0, 19);

/** `2023-01-28T20:29:25 UTC`. */
export const utc = (at: number): string => `${withoutFraction(at)} UTC`;
export const maybeUtc = (at: number | null | undefined): string | null => (at ? utc(at) : null);

/** `2005-07-19T12:00:00Z`, of tickets. */
export const iso = (at: number): string => `${withoutFraction(at)}Z`;

/** `2023-01-25T09:32:10.137000Z`, of webhooks. */
export const eventTime = (at: number): string => new Date(at).toISOString().replace('Z', '000Z');

export const unixSeconds = (at: number): number => Math.floor(at / 1000);

const hourMs = 3600 * 1000;

/** `2021-06-10T17:38:04 MSK`, whatever the company's time zone is. */
export const moscow = (at: number): string => `${withoutFraction(at + 3 * hourMs)} MSK`;

export const companyZone = 'Europe/Brussels';
const inZone = new Intl.DateTimeFormat('sv-SE', {
  timeZone: companyZone,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2025-04-28 14:16:46`, in the company's time. */
export const companyTime = (at: number): string => inZone.format(at);
/** `2025-04-28`, in the company's time. */
export const companyDay = (at: number): string => companyTime(at).slice(0, 10);

/** Begin of a day of the company, `YYYY-MM-DD`. */
export function startOfDay(day: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const ahead = Date.parse(`${companyTime(asUtc).replace(' ', 'T')}Z`) - asUtc;
  return asUtc - ahead;
}

/** Begin of the day after. */
export const endOfDay = (day: string): number => startOfDay(companyDay(startOfDay(day) + 26 * hourMs));

/** `YYYY-MM-DD` from `DD-MM-YYYY`. */
export const dayOf = (dayFirst: string): string => dayFirst.split('-').reverse().join('-');
