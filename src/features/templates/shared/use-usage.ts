import { indexStore } from '#src/services/search-index/index-store.ts';
import type { Known } from '#src/services/search-index/known.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';

/**
 * How many meetings had a type, as far as the index on this device knows; undefined without one, because Claritalk
 * itself does not count them. `known` says whether these are all.
 */
export function useUsage(typeId: number): { readonly count: number | undefined; readonly known: Known } {
  const { data, known } = useIndexQuery(['template-usage'], (index) => index.options(), indexStore.available);
  if (!data || known === 'nothing') return { count: undefined, known };
  return { count: data.types.find(({ value }) => value === typeId)?.count ?? 0, known };
}
