import type { QueryClient } from '@tanstack/react-query';
import { connectionKeys } from './connection-keys.ts';
import { refetchInTurn } from './refetch-in-turn.ts';

/** A busy company has news all the time; a page that shows its state need not ask as often. */
const pauseMs = 2_000;

/** Refetches connections when their systems report something. */
export const followConnections = (queries: QueryClient) =>
  refetchInTurn(() => void queries.invalidateQueries({ queryKey: connectionKeys.all }), pauseMs);
