/**
 * Statuses of a meeting whose audio Claritalk already has. The API does not enumerate statuses; these are the
 * documented ones ("finished", "Meeting processed") and names for the steps from the upload's end on.
 */
const afterUpload =
  /^(meeting )?(uploaded|queued|failed|processing|processed|transcri\w*|summari\w*|analy[sz]\w*|finished|completed?|done)$/i;

/** Whether a meeting with this status has received its whole recording. Unknown statuses count as not yet. */
export function hasWholeRecording(status: string | undefined): boolean {
  return status !== undefined && afterUpload.test(status.trim());
}
