import type { LoaderFunctionArgs } from 'react-router';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';

/** Prefetches types and themes without blocking navigation. */
export function loadTemplates({ context }: LoaderFunctionArgs): null {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}
