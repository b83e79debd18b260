import { startTransition, useOptimistic } from 'react';

/** What changing the address returns; a promise is settled when the router is there. */
export type Going = void | Promise<void>;

/**
 * A value that the address keeps, as its control shows it: what is chosen stands there at once, and the page follows in
 * its own time. Without this the control would show the old value again until then, and a second choice would build on it.
 */
export function useShown<Value>(
  value: Value,
  go: (value: Value) => Going,
): readonly [Value, (value: Value) => void] {
  const [shown, show] = useOptimistic(value);
  const choose = (next: Value) => {
    const going = go(next);
    if (!going) return;
    startTransition(async () => {
      show(next);
      await going;
    });
  };
  return [shown, choose];
}
