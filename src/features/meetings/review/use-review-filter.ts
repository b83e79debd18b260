import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { queryWith } from '#src/lib/address/current-query.ts';
import type { Going } from '#src/lib/address/use-shown.ts';
import { filters, type ReviewFilter } from './review-view.ts';

const parameter = 'answers';

/** Which answers are shown, kept in the address. */
export function useReviewFilter(): [ReviewFilter, (filter: ReviewFilter) => Going] {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { state } = useLocation();
  const filter = filters.find((each) => each === params.get(parameter)) ?? 'all';
  const setFilter = (next: ReviewFilter) =>
    navigate(
      { search: String(queryWith(parameter, next === 'all' ? undefined : next)) },
      // The way back to the list is kept in the state.
      { replace: true, preventScrollReset: true, state },
    );
  return [filter, setFilter];
}
