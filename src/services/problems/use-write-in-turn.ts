import { useCallback, useRef } from 'react';
import { useWrite, type Write } from './use-write.ts';

/** What a request is about, whichever time it is made. */
const subjectOf = (wish: unknown): string =>
  JSON.stringify(wish, (name, value) => (['key', 'since', 'signal'].includes(name) ? undefined : value));

/**
 * As `useWrite`, for controls that stay within reach while something is being written: what is chosen in the meantime
 * is done afterwards, in that order, and once if it is chosen twice in a row. What waits behind something that was not
 * done, or of which that is not known, is not done either: the notice stands, and the page shows what is.
 */
export function useWriteInTurn<V, T>(...of: Parameters<typeof useWrite<V, T>>): Write<V, T> {
  const write = useWrite<V, T>(...of);
  const last = useRef<{ readonly subject: string; readonly done: Promise<boolean> }>(undefined);
  const { run } = write;
  const runInTurn = useCallback(
    (wish: V): Promise<boolean> => {
      const before = last.current;
      const subject = subjectOf(wish);
      if (before?.subject === subject) return before.done;
      const done = before ? before.done.then((isDone) => isDone && run(wish)) : run(wish);
      const turn = { subject, done };
      last.current = turn;
      const leave = () => {
        if (last.current === turn) last.current = undefined;
      };
      void done.then(leave, leave);
      return done;
    },
    [run],
  );
  return { ...write, run: runInTurn };
}
