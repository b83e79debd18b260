export const connectionKeys = {
  all: ['connections'] as const,
  /** Which systems are connected. Not below the others: news of a system do not change it. */
  connected: ['connected-systems'] as const,
};
