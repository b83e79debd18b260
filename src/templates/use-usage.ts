import { indexStore } from '#src/local-index/index-store.ts';
import { useIndexQuery, useIndexStatus } from '#src/local-index/use-index.ts';

/**
 * How many meetings had a type, as far as the index on this device knows; undefined without one, because Claritalk
 * itself does not count them.
 */
export function useUsage(typeId: number): number | undefined {
  const { data } = useIndexQuery(['template-usage'], (index) => index.options(), indexStore.available);
  const { indexed } = useIndexStatus();
  // An index that has read nothing yet knows of no meeting.
  if (!data || indexed === 0) return undefined;
  return data.types.find(({ value }) => value === typeId)?.count ?? 0;
}
