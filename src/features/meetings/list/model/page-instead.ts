import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { pagingOf } from '#src/ui/list/paging.ts';

/** The page to show instead of an empty one past the end; undefined when this page is right. */
export function pageInstead(page: number, pageSize: number, found: MeetingPage): number | undefined {
  if (page === 1 || found.items.length > 0 || found.full) return undefined;
  const { lastPage } = pagingOf(page, pageSize, found, 0);
  return Math.min(lastPage ?? 1, page - 1);
}
