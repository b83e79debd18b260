import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';

/** What a dialog that begins work on many meetings is given. */
export interface BulkDialogProps {
  /** The chosen meetings, at least one. */
  readonly meetings: readonly MeetingListItem[];
  readonly onClose: () => void;
  /** The work was handed to the queue (ui/batch-queue.ts): nothing has to stay chosen. */
  readonly onStarted: () => void;
}
