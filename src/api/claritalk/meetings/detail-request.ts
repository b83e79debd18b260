/**
 * With it, Claritalk sends more: the kind of recording when a meeting is read, and when it is saved the numeric id,
 * which chat messages need and nothing else provides.
 */
export const asClient = { 'X-CLARITALK-CONNECT': '1' } as const;

/** How to request a meeting with everything that Claritalk has about it. */
export const detailRequest = (id: string) =>
  ({ params: { id }, query: { detail: 'true' }, headers: asClient }) as const;
