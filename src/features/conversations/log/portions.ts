/** Messages that are drawn, and put away, together. */
export const portionSize = 50;

type Id = number | string;

interface Identified {
  readonly id: Id;
}

/**
 * Returns the ids with which portions of a conversation begin, so that each message stays in its portion while older ones
 * are read and new ones arrive: known beginnings stay, and the last portion is divided once it has twice the usual size.
 *
 * @param messages in order
 * @param known beginnings from before
 */
export function beginningsOf(messages: readonly Identified[], known: readonly Id[]): readonly Id[] {
  const kept = new Set(known);
  const places = messages.flatMap(({ id }, at) => (kept.has(id) ? [at] : []));
  const [first = Math.max(0, messages.length - portionSize)] = places;
  const older: number[] = [];
  for (let at = first; at > 0; ) {
    at = Math.max(0, at - portionSize);
    older.push(at);
  }
  const all = [...older.toReversed(), ...(places.length === 0 && messages.length > 0 ? [first] : places)];
  for (let last = all.at(-1); last !== undefined && messages.length - last >= 2 * portionSize; ) {
    last += portionSize;
    all.push(last);
  }
  return all.flatMap((at) => messages[at]?.id ?? []);
}

/** Divides messages at these beginnings. */
export function portionsOf<T extends Identified>(
  messages: readonly T[],
  beginnings: readonly Id[],
): readonly (readonly T[])[] {
  const starts = new Set(beginnings);
  const portions: T[][] = [];
  for (const message of messages) {
    const last = portions.at(-1);
    if (!last || starts.has(message.id)) portions.push([message]);
    else last.push(message);
  }
  return portions;
}
