import { usualPageSize } from './page-of.ts';
import { Pager } from './pager.tsx';
import { pagingOf } from './paging.ts';

interface OffsetPagerProps {
  readonly label: string;
  /** Where the rows that are shown begin among all. */
  readonly offset: number;
  readonly total: number;
  /** How many are shown. */
  readonly count: number;
  readonly onGo: (page: number) => void;
}

/** The pages of a list of which a server sends a part, of the usual size. */
export function OffsetPager({ label, offset, total, count, onGo }: OffsetPagerProps) {
  const page = Math.floor(offset / usualPageSize) + 1;
  const paging = pagingOf(page, usualPageSize, { total, full: false }, count);
  return <Pager label={label} paging={paging} onGo={onGo} />;
}
