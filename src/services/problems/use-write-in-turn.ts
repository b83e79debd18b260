import { useCallback, useRef } from 'react';
import { useWrite, type Write } from './use-write.ts';

/** What a request is about, whichever time it is made. */
const subjectOf = (wish: unknown): string =>
  JSON.stringify(wish, (name, value) => (['key', 'since', 'signal'].includes(name) ? undefined : value));

/**
 * As `useWrite`, for controls that stay within reach while something is being written: what is chosen in the meantime
 * is done afterwards, in that order, and once if it is chosen twice. What waits behind something that was not done, or
 * of which that is not known, is not done either: the notice stands, and the page shows what is.
 */
export function useWriteInTurn<V, T>(...of: Parameters<typeof useWrite<V, T>>): Write<V, T> {
  const write = useWrite<V, T>(...of);
  const turns = useRef(new Map<string, Promise<boolean>>());
  const { run } = write;
  const runInTurn = useCallback(
    (wish: V): Promise<boolean> => {
      const subject = subjectOf(wish);
      const same = turns.current.get(subject);
      if (same) return same;
      const before = [...turns.current.values()].at(-1);
      const turn = (before ? before.then((done) => done && run(wish)) : run(wish)).finally(() =>
        turns.current.delete(subject),
      );
      turns.current.set(subject, turn);
      return turn;
    },
    [run],
  );
  return { ...write, run: runInTurn };
}
