import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';

/** The props of a dialog that starts work on many meetings. */
export interface BulkDialogProps {
  /** The chosen meetings, at least one. */
  readonly meetings: readonly MeetingListItem[];
  readonly onClose: () => void;
  /** The work was passed to the queue: nothing has to stay selected. */
  readonly onStarted: () => void;
}
