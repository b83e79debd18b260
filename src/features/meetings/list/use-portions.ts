import { startTransition, useEffect, useState } from 'react';

/** As many as fill most screens at first, then as many more at a time as can be drawn quickly on a slow device. */
const first = 12;
const step = 7;

interface Drawn {
  readonly items: readonly { readonly id: string }[] | undefined;
  readonly count: number;
}

/**
 * How many of many rows to draw by now: what fits the screen at once, the rest in portions, so that a click or a
 * key never waits for a hundred rows. Rows that were drawn stay so while any of them is still there.
 */
export function usePortions(items: readonly { readonly id: string }[] | undefined): number {
  const [drawn, setDrawn] = useState<Drawn>({ items, count: first });
  if (drawn.items !== items) setDrawn({ items, count: goesOn(drawn, items) ? drawn.count : first });
  const total = items?.length ?? 0;
  // By the state itself, not its count: other rows that begin at the same count, in place of a portion that was
  // under way, need a frame of their own.
  useEffect(() => {
    if (drawn.count >= total) return;
    const frame = requestAnimationFrame(() => {
      startTransition(() => setDrawn((now) => ({ ...now, count: now.count + step })));
    });
    return () => cancelAnimationFrame(frame);
  }, [drawn, total]);
  return drawn.count;
}

function goesOn({ items: before, count }: Drawn, items: Drawn['items']): boolean {
  const ids = new Set(before?.slice(0, count).map(({ id }) => id));
  return items?.some(({ id }) => ids.has(id)) ?? false;
}
