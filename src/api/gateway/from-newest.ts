/** A page of a log, the newest entry first. */
export interface NewestPage<Entry> {
  readonly entries: readonly Entry[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** Logs are read from their newest entry on, which has no id yet; older ones are those before an id. */
export const fromNewest: { readonly initialPageParam: number | undefined } = { initialPageParam: undefined };

/**
 * Returns the latest entries of a log, at most as many as said and up to a page more.
 *
 * @param read returns the page of entries that are older than an id; undefined for the newest.
 */
export async function readNewest<Entry extends { readonly id: number }>(
  read: (before: number | undefined) => Promise<NewestPage<Entry>>,
  most: number,
): Promise<NewestPage<Entry>> {
  const entries: Entry[] = [];
  let more = true;
  while (more && entries.length < most) {
    const page = await read(entries.at(-1)?.id);
    entries.push(...page.entries);
    more = page.more && page.entries.length > 0;
  }
  return { entries, more };
}
