import type { Message } from '#src/api/chat2desk/messages.ts';

/** The messages of one day, as the reader's clock has it. */
export interface Day {
  readonly key: string;
  readonly at: Date | undefined;
  readonly messages: readonly Message[];
}

const two = (number: number) => String(number).padStart(2, '0');
const keyOf = (at: Date | undefined) =>
  at === undefined ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** Messages in their order, a new group with each day. */
export function byDay(messages: readonly Message[]): readonly Day[] {
  const days: { key: string; at: Date | undefined; messages: Message[] }[] = [];
  for (const message of messages) {
    const key = keyOf(message.at);
    const last = days.at(-1);
    if (last?.key === key) last.messages.push(message);
    else days.push({ key, at: message.at, messages: [message] });
  }
  return days;
}
