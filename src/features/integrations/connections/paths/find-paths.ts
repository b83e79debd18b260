import type { LostPath } from '#src/api/gateway/paths/connection-paths.ts';
import { matchesWords } from '../../tab/matches-words.ts';

/** Those that were set, or all, with every word of a search in their title or one of their paths. */
export const findPaths = (paths: readonly LostPath[], search: string, set: string): readonly LostPath[] =>
  paths.filter(
    (one) =>
      (set === '' || (set === 'set') === (one.set !== undefined)) &&
      matchesWords(search, one.title, one.resource, one.id, one.usual, one.set),
  );
