export const connectionKeys = {
  all: ['connections'] as const,
  /** Whether there are conversations. Not below the others: news of a system do not change it. */
  conversations: ['has-conversations'] as const,
};
