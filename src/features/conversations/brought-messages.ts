import type { Message } from '#src/api/chat2desk/messages.ts';

/** What was said between client and company: no internal comments, and no remarks of the system. */
export const saidMessages = (messages: readonly Message[]): readonly Message[] =>
  messages.filter(({ type }) => type === 'from_client' || type === 'to_client' || type === 'autoreply');

/** Days of the reader's clock, both inclusive, as `YYYY-MM-DD`; empty for no limit. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** Messages of a period; none where no limit is set. */
export function inPeriod(messages: readonly Message[], { from, until }: Period): readonly Message[] {
  if (from === '' && until === '') return [];
  const start = from === '' ? undefined : new Date(`${from}T00:00:00`);
  const end = until === '' ? undefined : new Date(`${until}T23:59:59.999`);
  return messages.filter(({ at }) => at && (!start || at >= start) && (!end || at <= end));
}
