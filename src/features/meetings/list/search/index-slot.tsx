import { Skeleton } from '@mantine/core';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { MeetingSearchState } from '../use-meeting-search.ts';

const load = () => import('./index-results.tsx');

/** The place for results of the local index; their code is loaded when something is searched for. */
export function IndexSlot({ state }: { readonly state: MeetingSearchState }) {
  const results = useOnDemand(load, true);
  return results ? <results.IndexResults state={state} /> : <Skeleton height={200} radius="lg" />;
}
