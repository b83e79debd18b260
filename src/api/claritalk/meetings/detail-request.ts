/**
 * With it, Claritalk tells more: the kind of recording of a meeting that is read, and of one that is saved the
 * numeric id, which chat messages need and nothing else tells.
 */
export const asClient = { 'X-CLARITALK-CONNECT': '1' } as const;

/** How a meeting is asked for with everything that Claritalk tells of it. */
export const detailRequest = (id: string) =>
  ({ params: { id }, query: { detail: 'true' }, headers: asClient }) as const;
