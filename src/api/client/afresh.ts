import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';

/** Reads something as it is now: not what a request brings that was sent before. @throws ApiError */
export async function afresh<T, Key extends QueryKey>(
  queryClient: QueryClient,
  options: FetchQueryOptions<T, Error, T, Key>,
): Promise<T> {
  await queryClient.cancelQueries({ queryKey: options.queryKey, exact: true });
  return queryClient.fetchQuery({ ...options, staleTime: 0 });
}
