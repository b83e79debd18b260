import type { Message } from '#src/api/chat2desk/messages.ts';

/** The messages of one day, as the reader's clock has it. */
export interface Day {
  readonly key: string;
  readonly at: Date | undefined;
  readonly messages: readonly Message[];
  /** The day of the message before: it has its heading already. */
  readonly goesOn: boolean;
}

const two = (number: number) => String(number).padStart(2, '0');
const keyOf = (at: Date | undefined) =>
  at === undefined ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** Messages in their order, a new group with each day. @param after the message before them, where there is one */
export function byDay(messages: readonly Message[], after?: Pick<Message, 'at'>): readonly Day[] {
  const days: { key: string; at: Date | undefined; goesOn: boolean; messages: Message[] }[] = [];
  const before = after && keyOf(after.at);
  for (const message of messages) {
    const key = keyOf(message.at);
    const last = days.at(-1);
    if (last?.key === key) last.messages.push(message);
    else days.push({ key, at: message.at, goesOn: !last && key === before, messages: [message] });
  }
  return days;
}
