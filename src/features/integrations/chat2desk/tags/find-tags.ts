import type { Tag } from '#src/api/chat2desk/tags.ts';
import { matchesWords } from '../../tab/matches-words.ts';

/** The tags of a group, or of all, with every word of a search in their label or description. */
export const findTags = (tags: readonly Tag[], search: string, group: string): readonly Tag[] =>
  tags.filter(
    (tag) =>
      (group === '' || String(tag.group?.id) === group) &&
      matchesWords(search, tag.label, tag.description, tag.group?.name),
  );
