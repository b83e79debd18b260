/** Logs are read from their newest entry on, which has no id yet; older ones are those before an id. */
export const fromNewest: { readonly initialPageParam: number | undefined } = { initialPageParam: undefined };
