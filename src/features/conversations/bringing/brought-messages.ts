import type { Message, Messages } from '#src/api/chat2desk/messages.ts';

/** What was said between client and company: no internal comments, and no remarks of the system. */
export const saidMessages = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ type }) => type === 'from_client' || type === 'to_client' || type === 'autoreply');

/** Days of the reader's clock, both inclusive, as `YYYY-MM-DD`; empty for no limit. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** The moments of a period; undefined for no limit. */
export const boundsOf = ({ from, until }: Period) => ({
  start: from === '' ? undefined : new Date(`${from}T00:00:00`),
  end: until === '' ? undefined : new Date(`${until}T23:59:59.999`),
});

/** Messages of a period; all where no limit is set. */
export function inPeriod(messages: readonly Message[], period: Period): readonly Message[] {
  if (period.from === '' && period.until === '') return messages;
  const { start, end } = boundsOf(period);
  return messages.filter(({ at }) => at && (!start || at >= start) && (!end || at <= end));
}

/** Whether messages of a period are still to be read. */
export function isUnread({ messages, hasOlder }: Messages, period: Period): boolean {
  const oldest = messages[0]?.at;
  const { start } = boundsOf(period);
  const isLimited = period.from !== '' || period.until !== '';
  return isLimited && hasOlder && !(start && oldest && oldest < start);
}
