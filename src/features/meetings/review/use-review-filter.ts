import { useQueryValue } from '#src/lib/address/use-query-value.ts';
import type { Going } from '#src/lib/address/use-shown.ts';
import { filters, type ReviewFilter } from './review-view.ts';

/** Which answers are shown, kept in the address. */
export function useReviewFilter(): [ReviewFilter, (filter: ReviewFilter) => Going] {
  const [kept, keep] = useQueryValue('answers');
  const filter = filters.find((each) => each === kept) ?? 'all';
  return [filter, (next) => keep(next === 'all' ? undefined : next)];
}
