/** What has a day. */
interface Dated {
  readonly at: Date | undefined;
}

/** The messages of one day, as the reader's clock has it. */
export interface Day<M extends Dated> {
  readonly key: string;
  readonly at: Date | undefined;
  readonly messages: readonly M[];
  /** The day of the message before: it has its heading already. */
  readonly goesOn: boolean;
}

const two = (number: number) => String(number).padStart(2, '0');
const keyOf = (at: Date | undefined) =>
  at === undefined ? '' : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** Messages in their order, a new group with each day. @param after the message before them, where there is one */
export function byDay<M extends Dated>(messages: readonly M[], after?: Dated): readonly Day<M>[] {
  const days: { key: string; at: Date | undefined; goesOn: boolean; messages: M[] }[] = [];
  const before = after && keyOf(after.at);
  for (const message of messages) {
    const key = keyOf(message.at);
    const last = days.at(-1);
    if (last?.key === key) last.messages.push(message);
    else days.push({ key, at: message.at, goesOn: !last && key === before, messages: [message] });
  }
  return days;
}
