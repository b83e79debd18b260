/** The state of a meeting's review; `flagged` while an answer is flagged and nothing is approved. */
export const reviewStates = ['none', 'begun', 'flagged', 'approved'] as const;
export type ReviewState = (typeof reviewStates)[number];
