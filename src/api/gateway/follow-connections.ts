import type { QueryClient } from '@tanstack/react-query';

export const connectionKeys = { all: ['connections'] as const };

/** A busy company has news all the time; a page that shows its state need not ask as often. */
const pauseMs = 2_000;

/** Refetches connections when their systems report something: at once, then at most every other second. */
export function followConnections(queries: QueryClient) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const read = () => {
    isAsked = false;
    void queries.invalidateQueries({ queryKey: connectionKeys.all });
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) read();
    }, pauseMs);
  };
  return {
    renew() {
      isAsked = true;
      if (timer === undefined) read();
    },
    stop: () => clearTimeout(timer),
  };
}
