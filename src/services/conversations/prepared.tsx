import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { useIsConnected } from './use-is-connected.ts';
import type { WrittenSinceProps } from './written-since.tsx';

const load = () => import('./written-since.tsx').then(({ WrittenSince }) => WrittenSince);

/** What the clients of a meeting that is being prepared have written; nothing where there are no conversations. */
export function Prepared(props: WrittenSinceProps) {
  const WrittenSince = useOnDemand(load, useIsConnected('chat2desk'));
  return WrittenSince ? <WrittenSince {...props} /> : null;
}
