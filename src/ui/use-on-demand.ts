import { useEffect, useState } from 'react';
import { secondTry } from '#src/lib/second-try.ts';

/**
 * Loads code when it is first wanted; undefined until it is there. What was shown before stays in the meantime. Code
 * that does not arrive is an error of the page, which offers to load it again. `load` must be the same function
 * at every rendering.
 */
export function useOnDemand<T>(load: () => Promise<T>, wanted: boolean): T | undefined {
  const [loaded, setLoaded] = useState<T>();
  const missing = wanted && loaded === undefined;
  useEffect(() => {
    if (!missing) return;
    secondTry(load).then(
      (module) => setLoaded(() => module),
      (error: unknown) => {
        setLoaded(() => {
          throw error;
        });
      },
    );
  }, [missing, load]);
  return wanted ? loaded : undefined;
}
