/**
 * Statuses of a meeting whose audio Claritalk already has. The API does not enumerate statuses; these are the
 * documented ones ("finished", "Meeting processed") and names for the steps between upload and end.
 */
const afterUpload =
  /^(meeting )?(processing|processed|transcri\w*|summari\w*|analy[sz]\w*|finished|completed?|done)$/i;

/** Whether a meeting with this status has received its whole recording. Unknown statuses count as not yet. */
export function hasWholeRecording(status: string | undefined): boolean {
  return status !== undefined && afterUpload.test(status.trim());
}
