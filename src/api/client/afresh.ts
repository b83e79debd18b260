import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';

/** Returns something as it is now: not the result of a request that was sent before. @throws ApiError */
export async function afresh<T, Key extends QueryKey>(
  queryClient: QueryClient,
  options: FetchQueryOptions<T, Error, T, Key>,
): Promise<T> {
  await queryClient.cancelQueries({ queryKey: options.queryKey, exact: true });
  return queryClient.fetchQuery({ ...options, staleTime: 0 });
}
