import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { queryWith } from './current-query.ts';
import type { Going } from './use-shown.ts';

/**
 * A value of the address's query and how to put another in its place, in the same entry of the history; undefined where there
 * is none. What the entry keeps besides, such as the way back to a list, stays.
 */
export function useQueryValue(
  name: string,
): readonly [string | undefined, (value: string | undefined) => Going] {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { state } = useLocation();
  const put = (value: string | undefined) =>
    navigate({ search: String(queryWith(name, value)) }, { replace: true, preventScrollReset: true, state });
  return [params.get(name) ?? undefined, put];
}
