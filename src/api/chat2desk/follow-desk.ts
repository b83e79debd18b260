import type { QueryClient } from '@tanstack/react-query';
import { refetchInTurn } from '../gateway/refetch-in-turn.ts';
import { deskKeys } from './desk-keys.ts';

const pauseMs = 1_000;

/** Refetches operators, tags and tickets when Chat2Desk reports something about them. */
export function followDesk(queries: QueryClient) {
  let changed = new Set<string | undefined>();
  const turn = refetchInTurn(() => {
    for (const subject of changed) {
      const queryKey = subject === undefined ? deskKeys.all : deskKeys.about(subject);
      void queries.invalidateQueries({ queryKey });
    }
    changed = new Set();
  }, pauseMs);
  return {
    /** @param subject what the news is about: `ticket`; undefined where anything may have changed */
    renew(subject: string | undefined) {
      changed.add(subject);
      turn.renew();
    },
    stop: turn.stop,
  };
}
