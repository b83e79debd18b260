/** What has to happen before a meeting is ready, in order. */
export const stages = ['recorded', 'uploaded', 'processed'] as const;
export type Stage = (typeof stages)[number];

/** The stage that a meeting which is being worked on is in. */
export function stageOf(status: string): Stage {
  if (/^(recording|paused)/i.test(status.trim())) return 'recorded';
  return /^uploading/i.test(status.trim()) ? 'uploaded' : 'processed';
}
