import { startTransition, useEffect, useEffectEvent, useState } from 'react';

/**
 * Does something as the page stands once it has followed its address: a filter that was just chosen counts, although what
 * is shown may still be drawn for the one before.
 */
export function useFollowed(act: () => void): () => void {
  const [asked, setAsked] = useState(0);
  const latest = useEffectEvent(act);
  useEffect(() => {
    if (asked > 0) latest();
  }, [asked]);
  // Committed together with, or after, what the router has begun.
  return () => startTransition(() => setAsked((times) => times + 1));
}
