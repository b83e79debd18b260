import { type Icon, IconDownload, IconFolderSymlink, IconTrash } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { MeetingListItem } from '#src/api/meetings-normalise.ts';
import { withTexts } from '#src/i18n/texts.ts';

/** What a dialog that begins work on many meetings is given. */
export interface BulkDialogProps {
  /** The chosen meetings, at least one. */
  readonly meetings: readonly MeetingListItem[];
  readonly onClose: () => void;
  /** The work was handed to the queue (ui/batch-queue.ts): nothing has to stay chosen. */
  readonly onStarted: () => void;
}

/** Something that can be done to many meetings. Its name is the message `meetings.bulk.actions.<id>`. */
export interface BulkAction {
  readonly id: 'export' | 'assign' | 'delete';
  readonly icon: Icon;
  readonly danger?: boolean;
  /** Loads the dialog that asks what exactly to do. */
  readonly load: () => Promise<ComponentType<BulkDialogProps>>;
}

/** In the order of their buttons. */
export const bulkActions: readonly BulkAction[] = [
  {
    id: 'export',
    icon: IconDownload,
    load: withTexts(
      ['documents'],
      async () => (await import('./export/list-export-dialog.tsx')).SelectionExportDialog,
    ),
  },
  {
    id: 'assign',
    icon: IconFolderSymlink,
    load: async () => (await import('./bulk-assign-dialog.tsx')).BulkAssignDialog,
  },
  {
    id: 'delete',
    icon: IconTrash,
    danger: true,
    load: async () => (await import('./bulk-delete-dialog.tsx')).BulkDeleteDialog,
  },
];
